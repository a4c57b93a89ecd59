/**
 * A deadline that really fires. Timeouts of HTTP libraries end with the headers, and an abort signal does not reach
 * every stalled body, so a timer decides and the signal cleans up.
 */

/** `late` is the answer if `work` has none in time; what `work` does after that is lost. */
export async function withinDeadline<T>(
  milliseconds: number,
  late: T,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      resolve(late);
      controller.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(controller.signal), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
