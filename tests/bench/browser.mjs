// Chromium over its debugging pipe: nothing of a test framework's is in the pages that are measured, and every frame
// of another site is slowed down and watched from its first moment.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CPU_SLOWDOWN = 4;
/** In ms: until a new window has loaded its own toolbar, in processes that would share the machine with what is measured. */
const SETTLED = 1500;
/** Of a usual phone, in CSS pixels. */
const SCREEN = { width: 412, height: 823 };

/** Starts Chromium. `maps` are its host resolver's rules: the storefront keeps the origin that its help desk allows. */
export async function launch(maps) {
  const profile = mkdtempSync(join(tmpdir(), 'deskbell-bench-'));
  const flags = [
    '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, `--host-resolver-rules=${maps}`,
    '--window-size=1280,800', '--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-sync',
    '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-dev-shm-usage',
    // Its hints and reports would share the machine with what is measured.
    '--disable-features=OptimizationHints,MediaRouter,Translate', '--mute-audio', '--hide-scrollbars',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const chromium = spawn(process.env.CHROMIUM || 'chromium', flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  const ended = new Promise((done) => chromium.once('exit', done).once('error', done));
  const [, , , to, from] = chromium.stdio;
  const waiting = new Map();
  const listeners = new Set();
  let last = 0;
  let rest = Buffer.alloc(0);
  from.on('data', (data) => {
    rest = Buffer.concat([rest, data]);
    for (let end; (end = rest.indexOf(0)) >= 0; rest = rest.subarray(end + 1)) {
      const message = JSON.parse(rest.subarray(0, end));
      if (!message.id) for (const listener of listeners) listener(message);
      else {
        const { done, failed } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error) failed(new Error(message.error.message));
        else done(message.result);
      }
    }
  });
  to.on('error', () => {});
  const send = (method, params = {}, sessionId) =>
    new Promise((done, failed) => {
      waiting.set(++last, { done, failed });
      to.write(JSON.stringify({ id: last, method, params, sessionId }) + '\0');
    });
  ended.then(() => {
    for (const { failed } of waiting.values()) failed(new Error('Chromium has ended'));
  });
  const { product } = await send('Browser.getVersion');

  return {
    product,
    /** A page of a new profile, with `script` in each of its documents. */
    async open(script) {
      const { browserContextId } = await send('Target.createBrowserContext');
      const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
      await new Promise((done) => setTimeout(done, SETTLED));
      const frames = [];
      const prepare = async (sessionId) => {
        // Sent at once and answered in order; the last lets the frame go on.
        await Promise.all([
          send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }, sessionId),
          send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN }, sessionId),
          send('Page.enable', {}, sessionId),
          send('Page.addScriptToEvaluateOnNewDocument', { source: script }, sessionId),
          send('Runtime.runIfWaitingForDebugger', {}, sessionId),
        ]);
      };
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const ours = new Set([sessionId]);
      const listener = ({ method, params, sessionId }) => {
        if (method !== 'Target.attachedToTarget' || !ours.has(sessionId)) return;
        ours.add(params.sessionId);
        // Workers have no page, and their threads are not slowed down.
        if (params.targetInfo.type === 'iframe') {
          frames.push(params.sessionId);
          prepare(params.sessionId).catch(() => {});
        } else send('Runtime.runIfWaitingForDebugger', {}, params.sessionId).catch(() => {});
      };
      listeners.add(listener);
      await prepare(sessionId);
      await send('Emulation.setDeviceMetricsOverride', { ...SCREEN, deviceScaleFactor: 1, mobile: false }, sessionId);
      // Of the thread's own time, so that other programs on the machine do not count.
      await send('Performance.enable', { timeDomain: 'threadTicks' }, sessionId);

      const evaluate = async (expression, session = sessionId) => {
        const asked = { expression, awaitPromise: true, returnByValue: true };
        const { result, exceptionDetails } = await send('Runtime.evaluate', asked, session);
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      };
      return {
        evaluate,
        go: (url) => send('Page.navigate', { url }, sessionId),
        /** Evaluates in the newest frame of another site. */
        inside: (expression) => (frames.length ? evaluate(expression, frames.at(-1)) : undefined),
        async scriptMs() {
          const { metrics } = await send('Performance.getMetrics', {}, sessionId);
          return metrics.find(({ name }) => name === 'ScriptDuration').value * 1000;
        },
        async screenshot() {
          return Buffer.from((await send('Page.captureScreenshot', {}, sessionId)).data, 'base64');
        },
        async close() {
          listeners.delete(listener);
          await send('Target.disposeBrowserContext', { browserContextId });
        },
      };
    },
    async close() {
      send('Browser.close').catch(() => {});
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
