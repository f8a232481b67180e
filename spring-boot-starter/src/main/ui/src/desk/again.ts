import { useEffect } from 'preact/hooks';

const LOOK_AGAIN_MILLISECONDS = 1000;

/** Looks again every second for as long as something is under way. */
export function useLookAgain(running: boolean, look: () => void): void {
  useEffect(() => {
    if (!running) {
      return undefined;
    }
    const timer = setInterval(look, LOOK_AGAIN_MILLISECONDS);
    return () => clearInterval(timer);
  }, [running]);
}
