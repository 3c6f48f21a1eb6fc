import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--font-render-hinting=none',
];

const packageFolder = join(createRequire(import.meta.url).resolve('@sparticuz/chromium'), '..', '..');

/**
 * A headless Chromium for the browser tests and the pictures. On Linux it is the one that npm brought (no root, no
 * installed browser); elsewhere an installed Chrome or Edge. Close it when done.
 */
export const launchChromium = async (): Promise<Browser> => {
  if (process.platform !== 'linux') return await launchInstalled();
  const folder = await unpacked();
  return await chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    env: { ...process.env, ...(await librariesOf(folder)), ...fontsOf(folder) } as Record<string, string>,
  });
};

const launchInstalled = async (): Promise<Browser> => {
  try {
    return await chromium.launch({ channel: 'chrome', args });
  } catch (noChrome) {
    try {
      return await chromium.launch({ channel: 'msedge', args });
    } catch {
      throw new Error('The browser tests need an installed Google Chrome or Microsoft Edge', { cause: noChrome });
    }
  }
};

/**
 * Unpacks the browser once a machine. It is unpacked aside and renamed, because several test workers start at once
 * and the package itself takes a half-written file for a whole one.
 */
const unpacked = async (): Promise<string> => {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `attendance-desk-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const aside = mkdtempSync(join(tmpdir(), 'attendance-desk-chromium-'));
  await unpackingInto(aside, () => sparticuz.executablePath());
  try {
    renameSync(aside, folder);
  } catch (failed) {
    // Another worker was first: its folder is whole, because renaming is one step.
    if (!existsSync(join(folder, 'chromium'))) throw failed;
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
};

/** The package unpacks into the temporary folder and nowhere else, so that is what it is told. */
const unpackingInto = async <T>(folder: string, unpack: () => Promise<T>): Promise<T> => {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await unpack();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
};

/** The system's NSS and expat where it has them, otherwise those in the package. */
const librariesOf = async (folder: string): Promise<Record<string, string>> => {
  if (!isLibraryMissing(join(folder, 'chromium'))) return {};
  const libraries = join(folder, 'al2023', 'lib');
  if (!existsSync(libraries)) {
    const aside = mkdtempSync(join(tmpdir(), 'attendance-desk-libraries-'));
    await unpackingInto(aside, () => inflate(join(packageFolder, 'bin', 'al2023.tar.br')));
    try {
      renameSync(join(aside, 'al2023'), join(folder, 'al2023'));
    } catch (failed) {
      if (!existsSync(libraries)) throw failed;
    }
    rmSync(aside, { recursive: true, force: true });
  }
  return { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') };
};

const isLibraryMissing = (program: string): boolean => {
  try {
    return execFileSync('ldd', [program], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true; // no ldd: a system without glibc's tools, which then has not these libraries either
  }
};

/** The same font on every machine: pictures compare, and a bare container has none of its own. */
const fontsOf = (folder: string): Record<string, string> => {
  const cache = join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  writeFileSync(
    join(cache, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${cache}</cachedir>
${['Segoe UI', 'Segoe UI Web (West European)', 'system-ui', 'sans-serif', 'Calibri', 'Arial'].map(alias).join('\n')}
</fontconfig>`,
  );
  return { FONTCONFIG_FILE: join(cache, 'fonts.conf') };
};

const alias = (family: string): string =>
  `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>`;
