import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import core, { type RulesetDefinition } from '@stoplight/spectral-core';
import parsers from '@stoplight/spectral-parsers';
import rulesets from '@stoplight/spectral-rulesets';
import { describe, expect, test } from 'vitest';

const CONTRACT = new URL('../../../../../core/src/main/resources/io/remoteaudit/api/openapi.yaml', import.meta.url);
const contract = readFileSync(CONTRACT, 'utf8');
/** Milliseconds; a linter reads the whole document some hundred times. */
const PATIENCE = 120_000;

describe('the contract of the audit endpoint', () => {
  test('is an OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    expect(await validator.validate(contract)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  }, PATIENCE);

  test('follows the rules of a linter that others use', async () => {
    const linter = new core.Spectral();
    linter.setRuleset({
      // Their types name it a ruleset with rules alone; it is one to extend all the same.
      extends: [rulesets.oas as unknown as RulesetDefinition],
      rules: {
        // It is a standard that many makers serve, so there is nobody to write to.
        'info-contact': 'off',
        // Where a summary says all, saying it again is noise.
        'operation-description': 'off',
      },
    });
    const found = await linter.run(new core.Document(contract, parsers.Yaml, 'openapi.yaml'));
    expect(found.map((one) => `${one.code} ${one.path.join('/')}: ${one.message}`)).toEqual([]);
  }, PATIENCE);
});
