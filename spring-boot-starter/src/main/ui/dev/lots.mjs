// Lots of the made-up maker: each was made of one other, and one of another site is outside the scope.

const record = (type, id) => ({ type, id, version: 1 });

function traced(lot, depth, relations, records) {
  return {
    lot,
    depth,
    relations,
    outside: 0,
    records: records.map((one) => ({ type: one.type, count: 1, nonconforming: 0, records: [record(one.type, one.id)] })),
    facts: [],
    moreFacts: 0,
  };
}

function branch(lots, outside) {
  return { lots, circles: [], outside, outsideNext: outside, deeper: 0, cut: 0 };
}

/** The trace of a lot that some records name. */
export function trace(lot, naming, ledgerSize) {
  const by = naming[0];
  const input = traced(`MB-${lot}`, 1, [{ lot, record: record(by.type, by.id) }], []);
  return {
    ledgerSize,
    lot: traced(lot, 0, [], naming),
    back: branch([input], 1),
    forward: branch([], 0),
    names: { recordTypes: {}, attributes: {} },
  };
}

/** The dossier of such a lot: one record is there, one cannot be told of. */
export function dossier(lot, naming, ledgerSize) {
  const line = (recordType, evidence, limits, records) => ({
    id: recordType,
    recordType,
    lot,
    ifSterile: false,
    evidence,
    limits,
    records,
    total: records.length,
    verified: false,
  });
  const [there] = naming;
  return {
    ledgerSize,
    lot,
    kind: 'made',
    gaps: 1,
    lines: [
      line(there.type, 'present', [], [{ ...record(there.type, there.id), recordedAt: there.recordedAt, late: false }]),
      line('batch-record', 'none-in-scope', ['sites', 'dates'], []),
    ],
    outOfOrder: [],
    orderKnown: true,
    validities: [],
    unread: 0,
    names: { recordTypes: {}, attributes: {} },
  };
}
