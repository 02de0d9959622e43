/**
 * Goes into the page before its own scripts. `bench.watch` and `bench.settle` time what a person waits for, from the press of a key or button
 * to what is on the screen, and mark it for a trace. They know the page by its roles and labels only.
 */
{
  const QUIET_MS = 1200;
  const STALL_MS = 200;
  let busyUntil = 0;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      busyUntil = Math.max(busyUntil, startTime + duration);
  }).observe({ type: 'longtask', buffered: true });

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const named = (selector, name) =>
    [...document.querySelectorAll(selector)].some(
      (each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === name,
    );
  const isRunning = () => document.querySelector('[role="progressbar"]') !== null;

  /** What shows that a wait is over. */
  const CONDITIONS = {
    opened: () => () => named('button', 'Close this scan'),
    answered: (title) => () => named('article', title) && !isRunning(),
    everything: () => {
      let hasRun = false;
      return () => {
        hasRun ||= isRunning();
        return hasRun && !isRunning() && document.querySelector('article') !== null;
      };
    },
  };

  /** Resolves at the next press of Enter, click or choice of a file. */
  function action() {
    return new Promise((resolve) => {
      const stop = new AbortController();
      const options = { capture: true, signal: stop.signal };
      const begin = (event) => {
        if (event.type === 'keydown' && event.key !== 'Enter') return;
        stop.abort();
        resolve(performance.now());
      };
      for (const type of ['keydown', 'click', 'change']) addEventListener(type, begin, options);
    });
  }

  function until(condition) {
    return new Promise((resolve) => {
      const observer = new MutationObserver(check);
      function check() {
        if (!condition()) return;
        observer.disconnect();
        resolve();
      }
      observer.observe(document.documentElement, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      check();
    });
  }

  /** When the page last could not draw, once it has drawn freely for a while. */
  async function settled(since) {
    let last = since;
    let busy = since;
    for (;;) {
      await frame();
      const now = performance.now();
      if (now - last > STALL_MS) busy = now;
      last = now;
      busy = Math.max(busy, busyUntil);
      if (now - busy > QUIET_MS) return busy;
    }
  }

  /** Seconds from the next action to the frame that shows its outcome. `name` is what its marks are called. */
  async function watch(name, kind, title) {
    const began = await action();
    performance.mark(`bench:${name}:begin`, { startTime: began });
    await until(CONDITIONS[kind](title));
    await frame();
    await frame();
    const shown = performance.now();
    performance.mark(`bench:${name}:shown`);
    return { began, shown, seconds: (shown - began) / 1000 };
  }

  /** After `watch`: seconds from the action until the page draws freely again. */
  async function settle(name, { began, shown }) {
    const free = await settled(shown);
    performance.mark(`bench:${name}:free`, { startTime: free });
    return (free - began) / 1000;
  }

  globalThis.bench = { watch, settle };
}
