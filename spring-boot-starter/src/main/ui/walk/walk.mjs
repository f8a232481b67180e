// One walk of both people through the pages in a real browser: sign in, search, facet, record, proof, ask, answer and
// release, answer arrives, export, download. Fails on any console error and on any report of the page's policy.
//
//   node walk/walk.mjs                          over the made-up maker of dev/
//   node walk/walk.mjs data/demo-access.json    over a running example
//
// WALK_SHOTS names a folder for a screenshot of each step; CHROMIUM names another browser.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const demo = process.argv[2];
const shots = process.env.WALK_SHOTS;
const scheme = process.env.WALK_SCHEME ?? 'light';
const locale = process.env.WALK_LOCALE ?? 'zh-CN';
const width = Number(process.env.WALK_WIDTH ?? 1200);
/** A query that is refused on purpose. */
const SLIP = 'lotz:2020';
/** A file of an answer. */
const CERTIFICATE = '校准证书 CAL-2026-0417.txt';
const CALIBRATION = Buffer.from('FT-0007: 2026-04-17, 合格\n');
/** A record that is looked up on purpose and is not there. */
const NO_RECORD = 'no-such-record';
const complaints = [];
let step = 0;

const site = demo ? fromDemo(JSON.parse(readFileSync(demo, 'utf8'))) : await fromMock();

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  await walk();
  assert.deepEqual(complaints, [], 'console errors and policy reports');
  console.log(`The walk of ${step} steps is done, with no console error and no policy report.`);
} catch (failure) {
  console.error(complaints.join('\n'));
  throw failure;
} finally {
  await browser.close();
  site.close();
}

async function walk() {
  const auditor = await person('auditor');
  await auditor.goto(site.auditorUrl);
  assert.equal(await auditor.evaluate(() => document.documentElement.lang), locale);
  await shot(auditor, 'sign-in');
  await site.enter(auditor, 0);
  await auditor.locator('.tabs').waitFor();
  await cookieAlone(auditor);
  await auditor.reload();
  await auditor.locator('.tabs').waitFor();
  if (await auditor.locator('form input[type=checkbox][required]').isVisible()) {
    await shot(auditor, 'terms');
    await auditor.locator('form input[type=checkbox][required]').check();
    await auditor.locator('form button.primary').click();
    await auditor.locator('.tabs a[href^="#/records/"]').click();
  }

  await auditor.locator('.hits > li').first().waitFor();
  await shot(auditor, 'everything');
  await suggestions(auditor);
  await auditor.locator('#q').fill(site.query);
  await auditor.locator('.searchbox button.primary').click();
  await auditor.waitForURL(/q=/);
  await auditor.locator('.hits mark').first().waitFor();
  await shot(auditor, 'search');
  const facets = auditor.locator('.facets');
  if (!(await facets.evaluate((details) => details.open))) {
    await facets.locator('summary').click();
  }
  const facet = facets.locator('fieldset').first().locator('label').first();
  const promised = Number((await facet.locator('.facet-count').textContent()).replace(/\D/g, ''));
  await facet.locator('input').click();
  await auditor.waitForURL(/filter\./);
  // A facet finds exactly as many as it promised.
  await auditor.waitForFunction(
    (n) => Number(document.querySelector('.results-bar [role=status] strong')?.textContent.replace(/\D/g, '')) === n,
    promised,
  );
  await shot(auditor, 'facet');

  await auditor.locator('.hits a').first().click();
  await auditor.locator('article h1').waitFor();
  await auditor.locator('.proof button').click();
  await auditor.locator('.proof .notice').waitFor();
  assert.ok(await auditor.locator('.proof .notice.good').isVisible(), 'the proof holds');
  await auditor.locator('article details.section > summary').click();
  await auditor.locator('.versions > li').first().waitFor();
  site.record = await recordHere(auditor);
  await shot(auditor, 'record');
  const attachment = auditor.locator('.files button').first();
  if (await attachment.isVisible()) {
    const [file] = await Promise.all([auditor.waitForEvent('download'), attachment.click()]);
    assert.ok((await file.path()) !== null, 'the attachment is saved');
  }

  await lots(auditor);

  const title = `检验结果的依据 ${Date.now() % 100_000}`;
  await auditor.locator('#ask-title').fill(title);
  await auditor.locator('#ask-text').fill('请说明判定依据及所用仪器的校准状态。\nWhich calibration applied?');
  await auditor.locator('#ask-category').selectOption('inspection');
  await auditor.locator('#ask-priority').selectOption('high');
  await auditor.locator('#ask-due').fill('2020-01-31');
  await auditor.locator('section.card form button.primary').click();
  await auditor.locator('.notice.good a[href^="#/questions/"]').click();
  await auditor.locator('.thread .message').waitFor();
  await shot(auditor, 'question');

  const staff = await person('staff');
  await site.signInStaff(staff);
  await staff.getByRole('link', { name: title }).click();
  await staff.locator('#note').fill('请张工先核对 FT-0007 的校准证书。');
  await staff.locator('.inside form button[type=submit]').last().click();
  await staff.locator('.notes li').first().waitFor();
  await staff.locator('#answer').fill('依据 YY 0469-2023 第 5.6.1 条；仪器 FT-0007 在校准有效期内。');
  await staff.locator('.answering form button[type=submit]').click();
  await staff.locator('.release > button').click();
  await shot(staff, 'desk-question');
  await staff.locator('.release button.primary').click();
  await staff.locator('.message.answer').waitFor();

  await auditor.bringToFront();
  await auditor.locator('.message.answer').waitFor();
  await shot(auditor, 'answer');
  await auditor.locator('#follow-up').fill('谢谢。请附上校准证书编号。');
  await auditor.locator('section.card form button.primary').first().click();
  await auditor.locator('.message.follow-up').waitFor();
  await staff.bringToFront();
  await staff.reload();
  await staff.locator('#assignee').fill('计量室 张工');
  await staff.locator('form:has(#assignee) button').click();
  await staff.locator('.inside .meta', { hasText: '计量室 张工' }).first().waitFor();
  await staff.locator('#answer-file').setInputFiles({ name: CERTIFICATE, mimeType: 'text/plain', buffer: CALIBRATION });
  await staff.locator('.answering li', { hasText: CERTIFICATE }).waitFor();
  await staff.locator('#answer').fill('证书编号 CAL-2026-0417。');
  await staff.locator('.answering form button[type=submit]').click();
  await staff.locator('.release > button').click();
  await staff.locator('.release button.primary').click();
  await staff.locator('.message.answer').nth(1).waitFor();
  await auditor.bringToFront();
  await auditor.locator('.message.answer').nth(1).waitFor();
  assert.ok(!(await auditor.locator('main').innerText()).includes('张工'), 'internal notes stay inside');
  const [certificate] = await Promise.all([
    auditor.waitForEvent('download'),
    auditor.locator('.thread button', { hasText: locale === 'en' ? 'Download' : '下载' }).click(),
  ]);
  assert.equal(certificate.suggestedFilename(), CERTIFICATE);
  assert.deepEqual(readFileSync(await certificate.path()), CALIBRATION);
  await auditor.locator('.ending > summary').click();
  await auditor.locator('#remark').fill('已在线确认。');
  await auditor.locator('.ending button.accept').click();
  await auditor.locator('.message.acceptance').waitFor();
  await auditor.locator('.ending button.close').click();
  await auditor.locator('.message.closing').waitFor();
  await shot(auditor, 'closed');

  await declined(auditor, staff);
  await findingToClosure(staff);
  await auditor.bringToFront();

  await auditor.locator('.tabs a[href^="#/records/"]').click();
  await auditor.locator('#q').fill(site.exportQuery);
  await auditor.locator('.searchbox button.primary').click();
  if (site.samples) {
    await sampleToConclusion(auditor);
    await auditor.locator('.tabs a[href^="#/records/"]').click();
    await auditor.locator('#q').fill(site.exportQuery);
    await auditor.locator('.searchbox button.primary').click();
  }
  await auditor.locator('.search:not(.stale) a.button[href^="#/exports/"]').click();
  await auditor.locator('section.card button.primary').click();
  await auditor.locator('.export').first().waitFor();
  await shot(auditor, 'export-running');
  const finished = auditor.locator('.export').first().locator('button.primary');
  await finished.waitFor({ timeout: 120_000 });
  const [container] = await Promise.all([auditor.waitForEvent('download', { timeout: 60_000 }), finished.click()]);
  assert.match(container.suggestedFilename(), /\.asice$/);
  await auditor.locator('.export .notice.good').waitFor();
  await shot(auditor, 'export-done');

  await auditor.locator('.tabs a[href^="#/access/"]').click();
  await auditor.locator('table.access tbody tr').first().waitFor();
  await shot(auditor, 'access');
  await questionSearch(auditor, title);
  await auditor.locator('.tabs a[href^="#/engagement/"]').click();
  await auditor.locator('main .facts').first().waitFor();
  if (site.consents) {
    await askConsent(auditor);
  }
  await outageAndStatement(auditor);
  await proposePreparation(auditor);
  await shot(auditor, 'engagement');
  await auditor.locator('.languages button', { hasText: locale === 'en' ? '中文' : 'English' }).click();
  await auditor.waitForFunction((before) => document.documentElement.lang !== before, locale);
  await shot(auditor, 'other-language');

  await staff.bringToFront();
  await staff.locator('.tabs a[href="#/engagements"]').click();
  await staff.locator('.cards a').first().waitFor();
  await shot(staff, 'desk-engagements');
  await staff.locator(`.cards a[href="#/engagements/${encodeURIComponent(site.engagement)}"]`).click();
  await invitation(staff);
  await withdraw(staff);
  await staff.locator('form.issue:has(#issue-auditor) button[type=submit]').click();
  await staff.locator('code.token').waitFor();
  await staff.locator('details.card > summary').click();
  await staff.locator('#terms-purpose').waitFor();
  await prepareAudit(staff);
  await shot(staff, 'desk-engagement');
  if (site.halts) {
    await haltAndResume(staff);
  }
  await organization(staff);
  await staff.locator('.tabs a[href="#/consents"]').click();
  await staff.locator('main h1').waitFor();
  if (site.consents) {
    await grantConsent(staff);
  }
  await sources(staff);
  await staff.locator('.tabs a[href="#/access"]').click();
  await staff.locator('table.access tbody tr').first().waitFor();
  await shot(staff, 'desk-access');
  await staff.locator('.tabs a[href="#/ledger"]').click();
  await staff.locator('main pre').waitFor();
  await staff.locator('main .badge.timestamp-given, main .badge.timestamp-pending').first().waitFor();
  await staff.locator('#change-key').fill('每年更换');
  await staff.locator('form:has(#change-key) button[type=submit]').click();
  await staff.locator('main .notice.good code').waitFor();
  await shot(staff, 'desk-ledger');
  await indexCheckAndRebuild(staff);
}

/** What the maker will not answer is declined, with the reason for the auditor to read. */
async function declined(auditor, staff) {
  const title = `供应商报价 ${Date.now() % 100_000}`;
  await auditor.locator('.tabs a[href^="#/records/"]').click();
  await auditor.locator('.hits a').first().click();
  await auditor.locator('#ask-title').fill(title);
  await auditor.locator('#ask-text').fill('请提供供应商的报价单。');
  await auditor.locator('section.card form button.primary').click();
  await auditor.locator('.notice.good a[href^="#/questions/"]').click();
  await auditor.locator('.thread .message').waitFor();
  await staff.bringToFront();
  await staff.locator('.tabs a[href="#/questions"]').click();
  if (site.notices) {
    await staff.locator('.notices li button').click();
    await staff.locator('.notices').waitFor({ state: 'detached' });
  }
  await staff.getByRole('link', { name: title }).click();
  await staff.locator('.declining > summary').click();
  await staff.locator('#decline').fill('报价不属于质量记录。');
  await shot(staff, 'desk-decline');
  await staff.locator('.declining button').click();
  await staff.locator('.message.decline').waitFor();
  await auditor.bringToFront();
  await auditor.locator('.message.decline', { hasText: '报价不属于质量记录' }).waitFor();
  await shot(auditor, 'declined');
}

/** A new version of the preparation list, whatever stands in it already. */
async function proposePreparation(auditor) {
  const form = auditor.locator('details', { has: auditor.locator('form #preparation-0-id') });
  await form.locator('summary').click();
  const values = { id: 'P-1', wanted: `灭菌间视频 ${Date.now() % 100_000}`, owner: '李工', due: '2030-01-31' };
  for (const [name, value] of Object.entries(values)) {
    await form.locator(`#preparation-0-${name}`).fill(value);
  }
  await form.locator('button.primary').click();
  await auditor.locator('h3', { hasText: values.wanted }).waitFor();
}

/** The maker confirms what the body proposed, and says how far its first item is. */
async function prepareAudit(staff) {
  const list = staff.locator('section.card', { has: staff.locator('#preparation-note') });
  await list.locator('button.primary', { hasText: locale === 'en' ? 'Confirm this version' : '确认此版本' }).click();
  await list.locator('.meta', { hasText: locale === 'en' ? 'Confirmed' : '已确认' }).first().waitFor();
  await list.locator('#records-P-1-add').first().click();
  await list.locator('#records-P-1-0-recordId').fill(site.record);
  await list.locator('#records-P-1-0-version').fill('1');
  await list.locator('#fulfil-P-1').fill('摄像头已装好');
  await list.locator('button', { hasText: locale === 'en' ? 'Say it is ready' : '标为已就绪' }).first().click();
  await list.locator('.meta', { hasText: locale === 'en' ? 'Ready' : '已就绪' }).first().waitFor();
  await list.locator('p', { hasText: `${site.record} (1)` }).first().waitFor();
  assert.equal(await list.locator('#records-P-1-0-recordId').inputValue(), site.record, 'what is attached stays');
}

/** The maker's profile, with a certificate that is suspended, as a new version. */
async function organization(staff) {
  await staff.locator('.tabs a[href="#/organization"]').click();
  const form = staff.locator('form.profile');
  await form.locator('#profile-head').fill('赵厂长');
  await form.locator('#profile-phone').fill('0728-555');
  const addresses = await form.locator('fieldset:has(#address-0-use)').count();
  await form.locator('#address-add').click();
  await form.locator(`#address-${addresses}-use`).fill('生产');
  await form.locator(`#address-${addresses}-text`).fill('仙桃市二号厂房');
  const held = await form.locator('[id^=held-][id$=-number]').count();
  await form.locator('#held-add').click();
  await form.locator(`#held-${held}-number`).fill('M-7');
  await form.locator(`#held-${held}-standard`).fill('GB 19083-2023');
  await form.locator(`#held-${held}-issuer`).fill('示例认证');
  await form.locator(`#held-${held}-state`).selectOption('suspended');
  await shot(staff, 'desk-organization-form');
  await form.locator('button.primary').click();
  await staff.locator('section.card li', { hasText: 'M-7' }).waitFor();
  await staff.locator('section.card li', { hasText: '仙桃市二号厂房' }).waitFor();
  assert.equal(await form.locator('#profile-head').inputValue(), '赵厂长');
  await shot(staff, 'desk-organization');
}

/** An invitation that went astray is taken back, and the reason is kept. */
async function withdraw(staff) {
  await staff.locator('form.issue:has(#invite-auditor) button[type=submit]').click();
  const row = staff.locator('tr', { has: staff.locator('.invitation-open') }).last();
  await row.locator('button').click();
  const why = staff.locator('form', { has: staff.locator('[id^=withdraw-]') });
  await why.locator('input').fill('地址有误');
  await why.locator('button[type=submit]').click();
  await staff.locator('td', { hasText: '地址有误' }).waitFor();
  await shot(staff, 'desk-withdrawn');
}

/** Staff invites, and the auditor comes in by the link and the code. */
async function invitation(staff) {
  await staff.locator('form.issue:has(#invite-auditor) button[type=submit]').click();
  // Passkeys are bound to a name, which an address is not.
  const link = (await staff.locator('code.invitation-link').innerText()).replace('//127.0.0.1:', '//localhost:');
  const code = await staff.locator('code.invitation-code').innerText();
  await shot(staff, 'desk-invitation');
  const invited = await person('invited');
  await addDevice(invited);
  await invited.goto(link);
  await invited.locator('#code').fill(code.toLowerCase());
  await shot(invited, 'invitation');
  await invited.locator('form button.primary').click();
  await invited.locator('.tabs').waitFor();
  await cookieAlone(invited);
  assert.ok(!invited.url().includes('invitation'));
  await passkey(invited, staff);
  await invited.close();
  await staff.bringToFront();
}

/** Whoever came in by invitation registers a device, and comes in with it from then on, until staff takes it away. */
async function passkey(auditor, staff) {
  await auditor.locator('.tabs a[href^="#/passkeys/"]').click();
  await auditor.locator('#passkey-name').fill('办公室笔记本');
  await shot(auditor, 'passkey-register');
  await auditor.locator('form button.primary').click();
  await auditor.locator('table.passkeys th', { hasText: '办公室笔记本' }).waitFor();
  await shot(auditor, 'passkeys');
  await auditor.locator('.tools > button').click();
  const again = auditor.locator('section.passkey button');
  await again.waitFor();
  await shot(auditor, 'sign-in-with-passkey');
  await again.click();
  await auditor.locator('.tabs a[href^="#/records/"]').click();
  await auditor.locator('.hits > li').first().waitFor();
  await cookieAlone(auditor);
  await shot(auditor, 'in-by-passkey');
  await sessionThatEnds(auditor);

  // What the passkey let in ends with it, also where the page listens by itself.
  auditor.out = true;
  await staff.bringToFront();
  await staff.reload();
  await staff.locator('table.passkeys tr', { hasText: '办公室笔记本' }).locator('button').click();
  const reason = staff.locator('form:has([id^="remove-"])');
  await reason.locator('input').fill('设备遗失');
  await reason.locator('button.bad').click();
  await staff.locator('.passkey-removed').waitFor();
  await shot(staff, 'desk-passkeys');
  if (site.endsSessions) {
    await auditor.locator('.door .notice[role=alert]').waitFor();
  }
}

/** Whose session has ended sees why, comes in again, and finds the question as it was written. */
async function sessionThatEnds(auditor) {
  await auditor.locator('.hits a').first().click();
  await auditor.locator('#ask-title').fill('写到一半的提问');
  await auditor.locator('#ask-text').fill('未提交的内容不应丢失。');
  await auditor.context().clearCookies();
  auditor.out = true;
  await auditor.locator('section.card form button.primary').click();
  const notice = auditor.locator('.door .notice[role=alert]');
  await notice.waitFor();
  assert.match(await notice.innerText(), locale === 'en' ? /session has ended/ : /会话已结束/);
  assert.ok(!(await auditor.locator('main').innerText()).includes('未提交'), 'nothing stays on the screen');
  await shot(auditor, 'session-ended');
  await auditor.locator('section.passkey button').click();
  await auditor.locator('#ask-title').waitFor();
  auditor.out = false;
  assert.equal(await auditor.locator('#ask-title').inputValue(), '写到一半的提问');
  assert.equal(await auditor.locator('#ask-text').inputValue(), '未提交的内容不应丢失。');
}

/** A device that holds passkeys and finds its user at once, in the browser of one page. */
async function addDevice(page) {
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** A finding against a clause, from a record to its closing time, and what came of it for the certificate. */
async function findingToClosure(staff) {
  // Another auditor's: each may ask so often a minute, and a walk is faster than a person.
  const auditor = await person('finder');
  await auditor.goto(site.auditorUrl);
  await site.enter(auditor, 1);
  const statement = `复测结果缺少原始数据 ${Date.now() % 100_000}`;
  const open = async (page, action) => {
    const form = page.locator('details.section', { has: page.locator('h2', { hasText: action }) });
    if (!(await form.evaluate((details) => details.open))) {
      await form.locator('summary').click();
    }
    return form;
  };
  const words = locale === 'en'
    ? { accept: 'Accept', return: 'Return', verify: 'Confirm it works', close: 'Close', respond: 'Respond' }
    : { accept: '接受', return: '退回', verify: '确认有效', close: '关闭', respond: '提交整改' };
  const steps = (page, n) => page.locator('.thread > li').nth(n - 1).waitFor();

  await auditor.locator('.hits a').first().click();
  await auditor.locator('article h1').waitFor();
  const record = await recordHere(auditor);
  await auditor.locator('a[href*="/new?record="]').last().click();
  await auditor.locator('#clause').fill('8.2.6');
  await auditor.locator('#statement').fill(statement);
  await auditor.locator('#respond-by').fill('2026-01-31');
  await auditor.locator('fieldset.evidence li').waitFor();
  await shot(auditor, 'finding-raise');
  await auditor.locator('form button.primary').click();
  await steps(auditor, 1);
  await shot(auditor, 'finding');

  await staff.bringToFront();
  await staff.locator('.tabs a[href="#/findings"]').click();
  await staff.locator('.badge.overdue').first().waitFor();
  await shot(staff, 'desk-findings');
  await staff.getByRole('link', { name: statement }).click();
  const response = await open(staff, words.respond);
  await response.locator('#evidence-respond').fill(NO_RECORD);
  await response.locator('fieldset button:not(.quiet)').click();
  await response.locator('.notice.bad').waitFor();
  await response.locator('#evidence-respond').fill(record);
  await response.locator('fieldset button:not(.quiet)').click();
  await response.locator('fieldset li').waitFor();
  await response.locator('#correction').fill('已补录原始数据并复核。');
  await response.locator('#cause').fill('无双人复核要求。');
  await response.locator('#corrective-action').fill('修订检验规程，增加双人复核。');
  await response.locator('#due-date').fill('2030-03-31');
  const ids = await staff.evaluate(() => [...document.querySelectorAll('[id]')].map((one) => one.id));
  assert.deepEqual(ids, [...new Set(ids)], 'no id stands twice');
  await shot(staff, 'desk-finding');
  await response.locator('button.primary').click();
  await steps(staff, 2);

  await auditor.bringToFront();
  await steps(auditor, 2);
  const back = await open(auditor, words.return);
  await back.locator('textarea').fill('请说明同类检验是否也有此情况。');
  await back.locator('button.primary').click();
  await steps(auditor, 3);

  await staff.bringToFront();
  await staff.reload();
  await steps(staff, 3);
  const again = await open(staff, words.respond);
  await again.locator('#cause').fill('无双人复核要求；已排查同类检验，无其他缺失。');
  await again.locator('button.primary').click();
  await steps(staff, 4);

  await auditor.bringToFront();
  await steps(auditor, 4);
  await (await open(auditor, words.accept)).locator('button.primary').click();
  await steps(auditor, 5);
  const verify = await open(auditor, words.verify);
  await verify.locator('textarea').fill('抽查三批，均有双人复核。');
  await verify.locator('button.primary').click();
  await steps(auditor, 6);
  await (await open(auditor, words.close)).locator('button.primary').click();
  await steps(auditor, 7);
  assert.equal(await auditor.locator('details.section').count(), 0, 'nothing more can be done');
  await shot(auditor, 'finding-closed');

  await auditor.locator('.crumbs a').click();
  await auditor.locator('#finding-state').selectOption('closed');
  await auditor.getByRole('link', { name: statement }).waitFor();
  await auditor.locator('.certificates details > summary').click();
  await auditor.locator('#certificate').fill('Q-2026-0001');
  await auditor.locator('#certificate-date').fill('2026-12-01');
  await auditor.locator('#certificate-document').fill('DEC-2026-17');
  await auditor.locator('.certificates button.primary').click();
  await auditor.locator('.badge.certificate-maintained').first().waitFor();
  await shot(auditor, 'findings');
  await staff.locator('.tabs a[href="#/findings"]').click();
  await staff.locator('.badge.certificate-maintained').first().waitFor();
  await auditor.close();
}

/** What a search found is frozen, drawn from by a seed, looked at and concluded on. */
async function sampleToConclusion(auditor) {
  await auditor.locator('.search:not(.stale) a.button[href^="#/samples/"]').click();
  await auditor.locator('#objective').fill('检验是否均有原始数据');
  await auditor.locator('#sample-size').fill('3');
  await auditor.locator('#strata').selectOption('site');
  await auditor.locator('form.card button.primary').click();
  await auditor.locator('.badge.sample-frozen').waitFor();
  await shot(auditor, 'sample-frozen');
  await auditor.locator('main p > button.primary').click();
  await auditor.locator('.badge.sample-drawn').waitFor();
  assert.equal(await auditor.locator('main tbody tr').count(), 3);
  const population = auditor.locator('.section p.no-print > button');
  const [list] = await Promise.all([auditor.waitForEvent('download'), population.click()]);
  assert.equal(list.suggestedFilename(), 'population.txt');
  const said = async (field, text) => {
    const form = auditor.locator('details.section', { has: auditor.locator(field) });
    await form.locator('summary').click();
    await form.locator(field).fill(text);
    await form.locator('button.primary').click();
  };
  await said('#note', '原始数据齐全');
  await auditor.locator('main td', { hasText: '原始数据齐全' }).waitFor();
  await said('#conclusion', '样本支持抽样目的');
  await auditor.locator('.badge.sample-concluded').waitFor();
  await shot(auditor, 'sample');
}

/** Questions by their words, none, a slip put right, and all again. */
async function questionSearch(auditor, title) {
  const box = auditor.locator('#questions-q');
  const search = async (q) => {
    await box.fill(q);
    await auditor.locator('form[role=search] button.primary').click();
  };
  const found = auditor.locator('main p[role=status]');
  const cards = auditor.locator('.cards > li');
  await auditor.locator('.tabs a[href^="#/questions/"]').click();
  await search('校准证书编号');
  // As many as it says, and those of this search: what is not about certificates goes.
  await auditor.waitForFunction(
    () =>
      [...document.querySelectorAll('.cards > li')].length ===
      Number(document.querySelector('main p[role=status]').textContent.replace(/\D/g, '') || NaN),
  );
  await cards.filter({ hasText: '供应商报价' }).first().waitFor({ state: 'detached' });
  await cards.getByRole('link', { name: title }).waitFor();
  await shot(auditor, 'question-search');
  await search('绝无此词');
  await cards.first().waitFor({ state: 'detached' });
  await found.filter({ hasText: /\S/ }).waitFor();
  await search(SLIP);
  await auditor.locator('#query-error').waitFor();
  await shot(auditor, 'question-search-error');
  await auditor.locator('form[role=search] button:not(.primary)').click();
  await cards.first().waitFor();
  assert.equal(await box.inputValue(), '');
}

/** The auditor asks for consent to a capture, which the terms want each time. */
async function askConsent(auditor) {
  await auditor.locator('#capture-what').fill('车间布局图');
  await auditor.locator('#capture-why').fill('审核报告附图');
  await auditor.locator('form:has(#capture-why) button').click();
  await auditor.locator('.badge.consent-asked').first().waitFor();
}

/** The staff grants it for a day. */
async function grantConsent(staff) {
  await staff.locator('li.consent', { hasText: '车间布局图' }).first().waitFor();
  await shot(staff, 'desk-consents');
  await staff.locator('li.consent button.primary').first().click();
  await staff.locator('.badge.consent-granted').first().waitFor();
}

/** An outage is noted, and stands in the statement of use that is made afterwards. */
async function outageAndStatement(auditor) {
  await auditor.locator('#outage-from').fill('2026-01-02T10:00');
  await auditor.locator('#outage-to').fill('2026-01-02T10:20');
  await auditor.locator('#outage-what').fill('视频中断，改用电话');
  await auditor.locator('form:has(#outage-what) button').click();
  await auditor.locator('section.card li', { hasText: '视频中断' }).first().waitFor();
  await auditor.locator('section.card:has([role=status]) > button').click();
  await auditor.locator('pre.statement').waitFor();
}

/** The maker halts the audit, sees why it is halted, and lets it go on. */
async function haltAndResume(staff) {
  await staff.locator('#suspend-reason').fill('盘点');
  await staff.locator('form:has(#suspend-reason) button').click();
  await staff.locator('.notice.bad', { hasText: '盘点' }).waitFor();
  await staff.locator('.state-suspended').waitFor();
  await shot(staff, 'desk-suspended');
  await staff.locator('section.card > button.primary').click();
  await staff.locator('.state-active').waitFor();
}

/** What a table and files of the maker's own came to, trying them, dismissing a row, and handing over a file. */
async function sources(staff) {
  const { table, files, file } = site.sources;
  const tab = staff.locator('.tabs a[href="#/sources"]');
  const open = async (name) => {
    await tab.click();
    await staff.locator('li.source h2 a', { hasText: name }).click();
    await staff.locator('section.reports h2').waitFor();
  };
  await tab.click();
  await staff.locator('li.source').first().waitFor();
  await shot(staff, 'desk-sources');
  await open(table);
  await staff.locator('section.rehearsal button[type=submit]').click();
  await staff.locator('section.rehearsal .report').waitFor();
  await shot(staff, 'desk-source-rehearsal');
  await staff.locator('button.run').click();
  if (!demo) {
    await staff.locator('section.source progress').waitFor();
    await shot(staff, 'desk-source-reading');
  }
  const refusal = staff.locator('section.refused li.refusal').first();
  await refusal.locator('> button').click();
  await refusal.locator('form input').fill('试验数据');
  await refusal.locator('form button[type=submit]').click();
  await refusal.locator('.notice', { hasText: '试验数据' }).waitFor();
  await staff.locator('section.reports tbody button').first().click();
  const [report] = await Promise.all([
    staff.waitForEvent('download'),
    staff.locator('section.reports .report .row button').last().click(),
  ]);
  assert.match(report.suggestedFilename(), new RegExp(`^${table}-.*\\.report\\.txt$`));
  await shot(staff, 'desk-source');
  await open(files);
  const upload = staff.locator('li.upload').last();
  await staff.locator('#upload-file').setInputFiles({ name: '四月.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await upload.locator('.report details > summary').first().click();
  await shot(staff, 'desk-source-upload');
  await upload.locator('button.primary').click();
  await upload.locator('.notice.good').waitFor();
  await upload.locator('> .row button').click();
  await upload.waitFor({ state: 'detached' });
}

/** The index is compared with the ledger and rebuilt, which asks before it begins. */
async function indexCheckAndRebuild(staff) {
  const section = staff.locator('section.index');
  const compare = section.locator('.row > button').first();
  await section.locator('.comparison .muted').waitFor();
  await compare.click();
  if (site.indexDiffers) {
    await section.locator('progress').waitFor();
    await section.locator('.comparison .notice.bad').waitFor();
    assert.equal(await section.locator('.differences > li').count(), 1);
    await shot(staff, 'desk-index-differs');
  } else {
    await section.locator('.comparison .notice.good').waitFor();
  }
  const rebuild = section.locator('.row > button').nth(1);
  await rebuild.click();
  const confirmation = section.locator('.confirmation');
  assert.ok(await confirmation.locator('button.primary').evaluate((button) => button === document.activeElement));
  await shot(staff, 'desk-index-confirm');
  await confirmation.locator('button:not(.primary)').click();
  await confirmation.waitFor({ state: 'detached' });
  assert.ok(await rebuild.evaluate((button) => button === document.activeElement), 'the focus is back');
  await rebuild.click();
  await confirmation.locator('button.primary').click();
  if (site.indexDiffers) {
    await section.locator('progress').waitFor();
    await shot(staff, 'desk-index-rebuilding');
  }
  await section.locator('.rebuilt').waitFor();
  await compare.click();
  await section.locator('.comparison .notice.good').waitFor();
  await shot(staff, 'desk-index-rebuilt');
}

/** From a record to one of its lots: what went into it, what its dossier lacks, and on to the next lot; then back. */
async function lots(auditor) {
  const record = auditor.url();
  if (demo) {
    await auditor.goto(`${record.split('#')[0]}#/records/${record.split('/').at(-2)}?q=type%3Amaterial-issue`);
    await auditor.locator('.hits a').first().click();
    await auditor.locator('article h1').waitFor();
  }
  await auditor.locator('article .facts a[href*="#/lots/"]').first().click();
  await auditor.locator('#lot-back').waitFor();
  await auditor.locator('#dossier ~ .wide table tbody tr').first().waitFor();
  assert.ok((await auditor.locator('#dossier ~ .wide .badge').count()) > 1, 'the dossier says what there is');
  await shot(auditor, 'lot');
  await auditor.locator('ul.lots > li').first().waitFor();
  await auditor.goto(record);
  await auditor.locator('article h1').waitFor();
}

/** A field and a value of it, by the keyboard alone; then a slip, put right by one click. */
async function suggestions(auditor) {
  const box = auditor.locator('#q');
  const below = await auditor.locator('.search').boundingBox();
  await box.focus();
  await box.pressSequentially('lot');
  await auditor.locator('#q-suggestions [role=option]').first().waitFor();
  await shot(auditor, 'suggestions');
  assert.equal((await auditor.locator('.search').boundingBox()).y, below.y, 'the list moves nothing');
  await box.press('ArrowDown');
  assert.equal(await box.getAttribute('aria-activedescendant'), 'q-suggestion-0');
  await box.press('Enter');
  assert.equal(await box.inputValue(), 'lots:');
  await auditor.locator('#q-suggestions .suggestion-side .number').first().waitFor();
  await shot(auditor, 'suggestions-of-a-field');
  const promised = Number((await auditor.locator('#q-suggestions .number').first().textContent()).replace(/\D/g, ''));
  await box.press('ArrowDown');
  await box.press('Enter');
  await box.press('Enter');
  // A suggestion finds exactly as many as it promised.
  await auditor.waitForFunction(
    (n) => Number(document.querySelector('.results-bar [role=status] strong')?.textContent.replace(/\D/g, '')) === n,
    promised,
  );
  await box.fill(SLIP);
  await auditor.locator('.searchbox button.primary').click();
  await auditor.locator('#query-error button.example').waitFor();
  await shot(auditor, 'query-error');
  await auditor.locator('#query-error button.example').click();
  await auditor.locator('#query-error').waitFor({ state: 'detached' });
  assert.equal(await box.inputValue(), 'lots:2020');
}

/** The id of the record that a page shows. */
function recordHere(page) {
  return page.evaluate(() => {
    const segment = decodeURIComponent(location.hash.split('/')[3].split('?')[0]);
    return segment.replaceAll('~1', '/').replaceAll('~0', '~');
  });
}

/** A person with a browser of their own, since what lets one in must not let in another. */
async function person(who) {
  const context = await browser.newContext({
    locale,
    colorScheme: scheme,
    viewport: { width, height: 900 },
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  // The policy's own reports, beside what the console says of them.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return watched(await context.newPage(), who);
}

/** What lets the page in is a cookie that no script sees, and nothing else of it is kept in the browser. */
async function cookieAlone(page) {
  const cookies = await page.context().cookies(page.url());
  const session = cookies.filter((one) => /^(__Host-)?remote-audit$/.test(one.name));
  assert.equal(session.length, 1);
  const { name, httpOnly, sameSite, secure, path, expires } = session[0];
  const encrypted = page.url().startsWith('https:');
  assert.deepEqual(
    { name, httpOnly, sameSite, secure, path, expires },
    {
      name: encrypted ? '__Host-remote-audit' : 'remote-audit',
      httpOnly: true,
      sameSite: 'Strict',
      secure: encrypted,
      path: '/',
      expires: -1,
    },
  );
  const seen = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, window.name]),
  );
  assert.ok(!/r[ais]_[0-9A-Za-z]{20}/.test(seen), seen);
  assert.ok(!seen.includes(session[0].value), seen);
}

/** Collects what the browser complains about. */
function watched(page, who) {
  page.on('console', (message) => {
    const url = message.location().url;
    // Whose cookie was taken away is refused, also where the page listens by itself.
    const meant = (page.out && message.text().includes('401')) || url.includes(`q=${encodeURIComponent(SLIP)}`) || url.endsWith(`record=${NO_RECORD}`);
    if ((message.type() === 'error' || message.type() === 'warning') && !meant) {
      complaints.push(`${who}: ${message.text()} ${url}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`${who}: ${error.stack}`));
  return page;
}

/** What WCAG 2.2 AA asks for, as far as a program can tell: nothing serious may be wrong. */
async function accessible(page, name) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(axe.source);
  }
  // What is about to be replaced is dimmed for that moment.
  await page.locator('.stale').waitFor({ state: 'detached' });
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await page.evaluate(() =>
      globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
    );
    assert.ok(passes.length > 10, `${name} was looked at`);
    const wrong = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} (${node.failureSummary})`).join('; ')}`);
    assert.deepEqual(wrong, [], `${name} is accessible where it is ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: scheme });
}

/** Nothing may stick out sideways, at whatever width the walk is made. */
async function shot(page, name) {
  step++;
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${name} is ${over} px wider than the window`);
  await accessible(page, name);
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${String(step).padStart(2, '0')}-${name}.png`), fullPage: true });
  }
}

async function fromMock() {
  const { serve } = await import('../dev/serve.mjs');
  const { server, baseUrl, token } = await serve();
  return {
    auditorUrl: `${baseUrl}/audit/ui/`,
    enter: async (page) => {
      await page.locator('#token').fill(token);
      await page.locator('form button.primary').click();
    },
    engagement: 'ENG-2026-001',
    query: '检验',
    exportQuery: '检验',
    indexDiffers: true,
    samples: false,
    notices: true,
    halts: true,
    consents: true,
    sources: { table: 'lims', files: 'bench', file: '单号\n1\n' },
    signInStaff: (page) => page.goto(`${baseUrl}/audit-desk/`),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function fromDemo({ auditorUrl, staffUrl, staffUser, staffPassword, engagements }) {
  return {
    auditorUrl,
    // By the link and the code that the example printed; both can be used once, and are new after its next start.
    enter: async (page, which) => {
      await page.goto(engagements[which].link);
      await page.locator('#code').fill(engagements[which].code);
      await page.locator('form button.primary').click();
    },
    engagement: engagements[0].id,
    query: process.env.WALK_QUERY ?? '检验',
    exportQuery: process.env.WALK_EXPORT ?? '校准',
    indexDiffers: false,
    samples: true,
    endsSessions: true,
    sources: {
      table: 'particle-counter',
      files: 'strap-tester',
      file: '试验单号,批号,产品,试样,断裂强力(N),操作员,测试时间\nED-W1,W1,外科口罩,1,12.5,丁海,2026/9/1 14:10\n',
    },
    signInStaff: async (page) => {
      await page.goto(staffUrl);
      await page.locator('input[name=username]').fill(staffUser);
      await page.locator('input[name=password]').fill(staffPassword);
      await page.locator('form [type=submit]').click();
      if (!page.url().includes('/audit-desk')) {
        await page.goto(staffUrl);
      }
    },
    close: () => undefined,
  };
}
