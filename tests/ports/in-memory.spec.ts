import { InMemoryRecordStore } from '../support/in-memory/in-memory-record-store.ts';
import { InMemorySiteFiles } from '../support/in-memory/in-memory-site-files.ts';
import { recordStoreSuite } from './record-store.suite.ts';
import { siteFilesSuite } from './site-files.suite.ts';

recordStoreSuite('The record store in memory', async () => ({ store: new InMemoryRecordStore() }));
siteFilesSuite('The library in memory', async () => ({ files: new InMemorySiteFiles() }));
