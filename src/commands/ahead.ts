/** When a scan that has come is made ready for a prompt, in milliseconds, where the processor draws: its first pictures go before. */
export const READY_AFTER_MS = 400;

/** When a scan is encoded that nobody has asked about, in milliseconds after the last thing that somebody did: whoever looks through it has the processor first. */
export const ENCODED_AFTER_MS = 1000;

/** When the engine gets itself ready without a scan, in milliseconds: whoever opens one at once has both processors for that. */
export const UNASKED_AFTER_MS = 2000;

/** When it is measured how fast the device is: the engine, which does one thing after another, has begun to make the scan ready. */
export const MEASURED_AFTER_MS = READY_AFTER_MS + 100;

/** When the browser is told to keep the site's files, in milliseconds after the last wait was over: fetching and storing them takes a processor for a second. */
export const KEPT_AFTER_MS = 8000;
