import { isAbort, Problem, sleep } from '../shared/http';
import { backoff, EventStreamParser } from '../shared/sse';
import type { QuestionEvent } from '../shared/types';
import type { EngagementApi } from './api';
import { BY_ITSELF, endpoint } from './session';

export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'off';

/**
 * New messages of an engagement's questions, and steps of its findings, as they come. Reads the stream through `fetch`, since an `EventSource`
 * hides why it was refused; goes on after the last event it saw whenever the connection ends.
 */
export async function follow(
  api: EngagementApi,
  signal: AbortSignal,
  onEvent: (event: QuestionEvent) => void,
  onFinding: () => void,
  onState: (state: LiveState) => void,
): Promise<void> {
  let lastId = '';
  let attempt = 0;
  onState('connecting');
  while (!signal.aborted) {
    try {
      const response = await endpoint.raw(`${api.root}/questions/events`, {
        signal,
        headers: { Accept: 'text/event-stream', ...BY_ITSELF, ...(lastId ? { 'Last-Event-ID': lastId } : {}) },
      });
      onState('live');
      attempt = 0;
      const parser = new EventStreamParser();
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        const events = parser.push(piece.value);
        lastId = parser.lastId || lastId;
        for (const event of events) {
          if (event.name === 'message') {
            onEvent(JSON.parse(event.data) as QuestionEvent);
          } else if (event.name === 'finding') {
            onFinding();
          }
        }
      }
    } catch (failure) {
      if (isAbort(failure) || signal.aborted) {
        return;
      }
      // Refused for good: the session or the engagement has ended, or it does not give this right.
      if (failure instanceof Problem && [400, 401, 403, 404].includes(failure.status)) {
        onState('off');
        return;
      }
    }
    onState('reconnecting');
    try {
      await sleep(backoff(attempt++), signal);
    } catch {
      return;
    }
  }
}
