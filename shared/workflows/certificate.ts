import { type Certificate, certificates } from '../records/certificate.ts';
import { readMarkBook } from '../records/mark-book-text.ts';
import type { Pupil } from '../records/pupil.ts';
import type { Stored } from '../records/record.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { audit, type Happening } from './audit.ts';
import { type Certified, certifiedMarks } from './certified-marks.ts';
import type { Desk } from './desk.ts';
import { theDesk } from './retention.ts';
import { markBookPath } from './school-data-reader.ts';

/** A certificate with the register as it stands now: what is printed and signed while it is valid. */
export interface CertificateView extends Certificate {
  readonly register: Certified['register'];
}

export type CertificateAnswer = CertificateView | { readonly refused: string };

/** The mark book of the school year that holds the date: this year's as the desk knows it, another's from its file. */
const bookOf = async (desk: Desk, calendar: Calendar, date: IsoDate): Promise<MarkBook | undefined> => {
  const path = markBookPath(calendar, date);
  if (path === markBookPath(calendar, calendar.at(desk.clock.now()).date)) return await desk.data.book();
  const file = await desk.files.read(path);
  return file && readMarkBook(new TextDecoder('utf-8', { fatal: true }).decode(file.content), calendar);
};

interface Asked {
  readonly pupil: Pupil;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly by: Happening['by'];
}

const whyRefused = (calendar: Calendar, today: IsoDate, { from, to }: Asked): string | undefined => {
  if (to < from) return 'The period ends before it begins.';
  if (to >= today)
    return 'The period must be over: a certificate says what stands in the register, and today is not closed.';
  const year = calendar.yearOf(from);
  if (!year || year !== calendar.yearOf(to)) return 'One school year at a time.';
  return undefined;
};

/**
 * Makes the certificate's data for a pupil and a period, and keeps the record. The same marks certified again while the
 * first is valid are the same certificate; after it became void it is another one, to be signed anew.
 */
export const makeCertificate = async (desk: Desk, asked: Asked): Promise<CertificateAnswer> => {
  const { pupil, from, to, by } = asked;
  const [calendar, policy] = await Promise.all([desk.data.calendar(), desk.data.policy()]);
  const now = desk.clock.now();
  const refused = whyRefused(calendar, calendar.at(now).date, asked);
  if (refused !== undefined) return { refused };
  const book = await bookOf(desk, calendar, from);
  if (!book) return { refused: 'The desk keeps no mark book of that school year.' };
  const { register, ...said } = await certifiedMarks(book, calendar, pupil, { from, to });
  const earlier = (await desk.records.find(certificates, [{ column: 'pupil', is: 'eq', value: pupil.key }]))
    .map(({ record }) => record)
    .filter((known) => known.from === from && known.to === to);
  const standing = earlier.find((known) => known.state === 'valid' && isUnchanged(known, said));
  if (standing) return { ...standing, register };
  const { record } = await desk.records.create(certificates, {
    key: `${pupil.key}/${from}/${to}/${earlier.length + 1}`,
    pupil: pupil.key,
    from,
    to,
    ...said,
    policyVersion: policy.version,
    at: now.toString({ smallestUnit: 'second' }),
    by: by.id,
    byName: by.name,
    state: 'valid',
  });
  await audit(desk, {
    key: `${record.key}/make-certificate`,
    by,
    verb: 'make-certificate',
    record: `certificate ${record.key}`,
    pupil: pupil.key,
    detail: { from, to, hash: said.hash },
  });
  return { ...record, register };
};

const certifiedFigures = ['possible', 'attended', 'authorised', 'unauthorised', 'missing'] as const;

const isUnchanged = (certificate: Certificate, now: Omit<Certified, 'register'>): boolean =>
  whyVoid(certificate, now) === undefined;

/** Why a certificate no longer holds; undefined while it does. */
const whyVoid = (certificate: Certificate, now: Omit<Certified, 'register'>): string | undefined => {
  if (now.hash !== certificate.hash) return 'a mark in the period changed';
  if (certifiedFigures.some((figure) => now[figure] !== certificate[figure]))
    return 'the calendar or the days on roll changed';
  return undefined;
};

/** Void for good, with an event: amended back it stays void, and another one is made and signed. */
const makeVoid = async (desk: Desk, seen: Stored<Certificate>, voidWhy: string): Promise<Certificate> => {
  const { key, pupil, from, to } = seen.record;
  const voidAt = desk.clock.now().toString({ smallestUnit: 'second' });
  await audit(desk, {
    key: `${key}/void-certificate`,
    by: theDesk,
    verb: 'void-certificate',
    record: `certificate ${key}`,
    pupil,
    detail: { from, to, why: voidWhy },
  });
  return (await desk.records.update(certificates, seen, { state: 'void', voidAt, voidWhy })).record;
};

const checked = async (
  desk: Desk,
  stored: Stored<Certificate>,
  book: MarkBook | undefined,
): Promise<CertificateView> => {
  const [calendar, pupils] = await Promise.all([desk.data.calendar(), desk.data.pupils()]);
  const pupil = pupils.get(stored.record.pupil);
  const now = book && pupil ? await certifiedMarks(book, calendar, pupil, stored.record) : undefined;
  const why = now ? whyVoid(stored.record, now) : 'the register of the period is not kept here any more';
  const isNew = stored.record.state === 'valid' && why !== undefined;
  return { ...(isNew ? await makeVoid(desk, stored, why) : stored.record), register: now?.register ?? [] };
};

/** Holds a certificate against the register as it is now; one that no longer matches becomes void. Undefined: no such key. */
export const checkCertificate = async (desk: Desk, key: string): Promise<CertificateView | undefined> => {
  const stored = await desk.records.byKey(certificates, key);
  if (!stored) return undefined;
  const calendar = await desk.data.calendar();
  return await checked(desk, stored, await bookOf(desk, calendar, stored.record.from));
};

/** Holds valid certificates of this year (those of some pupils, or all) against the book; answers with those now void. */
export const checkCertificates = async (
  desk: Desk,
  book: MarkBook,
  pupils?: ReadonlySet<string>,
): Promise<readonly Certificate[]> => {
  const calendar = await desk.data.calendar();
  const path = markBookPath(calendar, calendar.at(desk.clock.now()).date);
  const valid = (await desk.records.find(certificates, [{ column: 'state', is: 'eq', value: 'valid' }])).filter(
    ({ record: { pupil, from } }) =>
      (pupils === undefined || pupils.has(pupil)) && markBookPath(calendar, from) === path,
  );
  const now: Certificate[] = [];
  for (const stored of valid) now.push(await checked(desk, stored, book));
  return now.filter(({ state }) => state === 'void');
};
