import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Ends the run with one plain line, `N passed, N failed`; a file that did not load counts as one failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    let passed = 0;
    let failed = unhandled.length;
    let skipped = 0;
    for (const module of modules) {
      let own = 0;
      for (const test of module.children.allTests()) {
        own += 1;
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
        else skipped += 1;
      }
      // What failed outside a test (a file that does not load, a set-up that throws) is in no test's result.
      failed += module.errors().length;
      for (const suite of module.children.allSuites()) failed += suite.errors().length;
      if (module.state() === 'failed' && own === 0 && module.errors().length === 0) failed += 1;
    }
    process.once('exit', () => {
      process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
}
