import { queryString, segment } from '../shared/address';
import type { Page } from '../shared/types';
import { desk } from './api';

/** What the desk says of sources, and what can be asked of them. */

export interface Text {
  zh: string;
  en: string;
}

export interface RunReport {
  source: string;
  /** Which run it was; 0 of what is not kept. */
  number: number;
  rehearsal: boolean;
  by?: string;
  startedAt: string;
  finishedAt: string;
  rows: number;
  saved: number;
  newVersions: number;
  unchanged: number;
  leftOut: number;
  refused: number;
  dismissed: number;
  missing: number;
  failure?: Text;
  /** Of a file: its name, and whether its content was taken in before. */
  file?: string;
  takenBefore?: boolean;
}

export interface WholeReport extends RunReport {
  refusals: { row: string; key: string; reason: Text }[];
  examples?: Record<string, unknown>[];
  texts: Text;
}

export interface Progress {
  startedAt: string;
  read: number;
  total?: number;
  perSecond: number;
  remainingSeconds?: number;
}

export interface Source {
  name: string;
  kind: 'table' | 'files';
  readable: boolean;
  largestUpload?: number;
  refused: number;
  missing: number;
  last?: RunReport;
  asked: boolean;
  progress?: Progress;
  note?: Text;
}

export interface RefusedRow {
  key: string;
  row: string;
  refusedAt: string;
  triedAt: string;
  reason: Text;
  dismissal?: { at: string; by: string; reason: string };
}

export interface MissingRow {
  key: string;
  row: string;
  record: string;
  noticedAt: string;
}

export interface HandedFile {
  id: string;
  name: string;
  size: number;
  by: string;
  at: string;
  state: 'rehearsing' | 'rehearsed' | 'taking' | 'taken' | 'failed';
  report?: WholeReport;
}

const path = (source: string, rest = '') => `sources/${segment(source)}${rest}`;

export function sources(signal?: AbortSignal): Promise<Page<Source>> {
  return desk.get('sources', signal);
}

export function source(name: string, signal?: AbortSignal): Promise<Source> {
  return desk.get(path(name), signal);
}

export function reports(name: string, signal?: AbortSignal): Promise<Page<RunReport>> {
  return desk.get(path(name, '/reports'), signal);
}

export function report(name: string, number: number, signal?: AbortSignal): Promise<WholeReport> {
  return desk.get(path(name, `/reports/${number}`), signal);
}

export function refusedRows(name: string, after: string | null, signal?: AbortSignal): Promise<Page<RefusedRow>> {
  return desk.get(path(name, `/refused${queryString({ after })}`), signal);
}

export function missingRows(name: string, after: string | null, signal?: AbortSignal): Promise<Page<MissingRow>> {
  return desk.get(path(name, `/missing${queryString({ after })}`), signal);
}

export function run(name: string): Promise<Source> {
  return post(path(name, '/runs'));
}

export function rewind(name: string): Promise<Source> {
  return post(path(name, '/rewind'));
}

export function rehearse(name: string, records: number): Promise<WholeReport> {
  return post(path(name, '/rehearsals'), { records });
}

export function dismiss(name: string, key: string, reason: string): Promise<Source> {
  return post(path(name, '/dismissals'), { key, reason });
}

export function handedFiles(name: string, signal?: AbortSignal): Promise<Page<HandedFile>> {
  return desk.get(path(name, '/files'), signal);
}

export function handedFile(name: string, id: string, signal?: AbortSignal): Promise<HandedFile> {
  return desk.get(path(name, `/files/${segment(id)}`), signal);
}

export async function handOver(name: string, file: File): Promise<HandedFile> {
  const target = path(name, `/files${queryString({ name: file.name })}`);
  return (await desk.json<HandedFile>(target, { method: 'POST', file })).value;
}

export function takeIn(name: string, id: string): Promise<HandedFile> {
  return post(path(name, `/files/${segment(id)}/intake`));
}

export function forget(name: string, id: string): Promise<Page<HandedFile>> {
  return post(path(name, `/files/${segment(id)}/removal`));
}

async function post<T>(target: string, body?: unknown): Promise<T> {
  return (await desk.json<T>(target, { method: 'POST', body })).value;
}

/** Whether something is being read, so that it is worth looking again soon. */
export function isUnderWay(one: Pick<Source, 'asked' | 'progress'>): boolean {
  return one.asked || one.progress !== undefined;
}

/** Whether somebody is at a file. */
export function isBusy(file: Pick<HandedFile, 'state'>): boolean {
  return file.state === 'rehearsing' || file.state === 'taking';
}

/** What a run came to as one word: it broke off, left rows behind, or all is well. */
export function outcome(one: Pick<RunReport, 'failure' | 'refused'>): 'broken' | 'refused' | 'well' {
  return one.failure ? 'broken' : one.refused > 0 ? 'refused' : 'well';
}

/** A report as a file: for programs, or for people in both languages. */
export function reportFile(one: WholeReport, form: 'json' | 'txt'): { name: string; content: string } {
  const { texts, ...report } = one;
  const at = one.startedAt.slice(0, 19).replaceAll(':', '').replace('T', '-');
  const kind = one.rehearsal ? 'rehearsal' : 'report';
  return {
    name: `${one.source}-${at}.${kind}.${form}`,
    content: form === 'json' ? JSON.stringify(report, null, 2) : `${texts.zh}\n${texts.en}`,
  };
}
