const now = () => new Date().toISOString();
const text = (zh, en) => ({ zh, en });
const NONE = { rows: 0, saved: 0, newVersions: 0, unchanged: 0, leftOut: 0, refused: 0, dismissed: 0, missing: 0 };
const REASON = text('属性 verdict：没有与“待定”对应的值', "attributes.verdict: 'pending' stands for nothing");
const EXAMPLE = {
  id: 'IQC-7',
  title: '熔喷布进货检验 MB-7',
  type: 'incoming-inspection',
  lots: ['MB-7'],
  'attributes/sampleSize': 13,
};

/** A made-up laboratory's table and the files of a made-up test bench. */
export class Sources {
  #reports = { bench: [], lims: [] };
  #files = [];
  #dismissal;
  #began = null;

  answer({ method, path, parameters, body }) {
    const [, name, part, id, step] = path;
    if (!name) {
      return page([this.#view('bench'), this.#view('lims')]);
    }
    if (part === 'reports') {
      return id ? whole(this.#reports[name].find((one) => one.number === Number(id))) : page(this.#reports[name]);
    }
    if (part === 'refused') {
      const rows = name === 'lims' && this.#reports.lims.length > 0 ? ['12', '31'] : [];
      const refused = { refusedAt: now(), triedAt: now(), reason: REASON };
      const all = rows.map((row) => ({ key: `n${row}`, row, ...refused, ...(row === '12' && { dismissal: this.#dismissal }) }));
      return page(all.filter((one) => one.key > (parameters.get('after') ?? '')));
    }
    if (part === 'missing') {
      return page(name === 'lims' ? [{ key: 'n3', row: '3', record: 'IQC-3', noticedAt: now() }] : []);
    }
    if (part === 'files') {
      return this.#handed(method, id, step, parameters, body);
    }
    if (part === 'rehearsals') {
      return whole({ ...this.#report('lims', { rows: 2, saved: 1, refused: 1 }), rehearsal: true, examples: [EXAMPLE] });
    }
    if (part === 'dismissals') {
      this.#dismissal = { by: '陈静', at: now(), reason: body.reason };
    } else if (part === 'runs') {
      this.#began = Date.now();
    }
    return this.#view(name);
  }

  #view(name) {
    const done = this.#began === null ? 1 : Math.min(1, (Date.now() - this.#began) / 2500);
    if (name === 'lims' && this.#began !== null && done === 1) {
      this.#began = null;
      this.#keep('lims', { rows: 40_000, saved: 39_998, refused: 2, missing: 1 });
    }
    const read = Math.round(done * 40_000);
    const table = name === 'lims';
    return {
      name,
      kind: table ? 'table' : 'files',
      readable: table,
      ...(!table && { largestUpload: 25 << 20 }),
      refused: table && this.#reports.lims.length > 0 ? (this.#dismissal ? 1 : 2) : 0,
      missing: table ? 1 : 0,
      last: this.#reports[name][0],
      asked: table && this.#began !== null,
      ...(table && this.#began !== null && {
        progress: { startedAt: now(), read, total: 40_000, perSecond: 16_000, remainingSeconds: Math.ceil((40_000 - read) / 16_000) },
      }),
    };
  }

  #handed(method, id, step, parameters, body) {
    const file = this.#files.find((one) => one.id === id);
    if (step === 'intake') {
      file.state = 'taken';
      file.report = whole(this.#keep('bench', { rows: 2, saved: 2, file: file.name, takenBefore: false }));
    } else if (step === 'removal') {
      this.#files = this.#files.filter((one) => one !== file);
    } else if (method === 'POST') {
      const name = parameters.get('name');
      const report = { ...this.#report('bench', { rows: 2, saved: 2, file: name, takenBefore: false }), rehearsal: true, examples: [EXAMPLE] };
      const made = { id: `F${this.#files.length + 1}`, name, size: body.length, by: '陈静', at: now(), state: 'rehearsed' };
      this.#files.push({ ...made, report: whole(report) });
      return made;
    }
    return file && step !== 'removal' ? file : page(this.#files.map(({ report, ...shown }) => shown));
  }

  #report(source, counts) {
    return { source, number: 0, rehearsal: false, by: '陈静', startedAt: now(), finishedAt: now(), ...NONE, ...counts };
  }

  #keep(source, counts) {
    const report = { ...this.#report(source, counts), number: this.#reports[source].length + 1 };
    this.#reports[source].unshift(report);
    return report;
  }
}

function whole(report) {
  const refusals = report.refused > 0 ? [{ row: '12', key: 'n12', reason: REASON }] : [];
  const counts = text(`${report.source}：新增 ${report.saved}`, `${report.source}: ${report.saved} records saved`);
  return { ...report, refusals, texts: counts };
}

function page(items) {
  return { items, total: items.length, nextCursor: null };
}
