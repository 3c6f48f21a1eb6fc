import { z } from 'zod';
import type { AuditEvent } from '../../shared/records/audit-event.ts';
import {
  type CertificateAnswer,
  type CertificateView,
  checkCertificate,
  makeCertificate,
} from '../../shared/workflows/certificate.ts';
import { type AuditReport, auditOfExport, auditTrail } from '../../shared/workflows/check-audit.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { type Erasure, erase } from '../../shared/workflows/erase.ts';
import { pupilNamed } from '../../shared/workflows/records-of-pupil.ts';
import { type RetentionReport, retention } from '../../shared/workflows/retention.ts';
import { type Asker, kindNamed, recordViews, type Showing, showRecord } from '../../shared/workflows/show-record.ts';
import { type SubjectAccess, subjectAccess } from '../../shared/workflows/subject-access.ts';
import { viewed } from '../../shared/workflows/viewed.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { operator } from './operator.ts';

const auditAsked = z.object({
  since: z.string().optional(),
  pupil: z.string().optional(),
  exported: z.boolean().default(false),
});
const aboutPupil = z.object({ pupil: z.string(), dryRun: z.boolean().default(false) });

/** Somebody of the directory by id, e-mail address or name; whoever is not there is asked for as a stranger. */
const askerOf = async (desk: Desk, as: string): Promise<Asker | undefined> => {
  const wanted = as.toLowerCase();
  const found = (await desk.directory.accounts()).filter(({ id, email, name }) =>
    [id, email, name].some((known) => known.toLowerCase() === wanted),
  );
  const [account, second] = found;
  if (second) return undefined;
  return account
    ? { id: account.id, name: account.name, person: await whoIs(desk, account.id) }
    : { id: as, name: '', person: undefined };
};

/** What a command does with records, beside a running desk or with its own: JSON in and out. */
const task =
  <A, R>(schema: z.ZodType<A>, work: (desk: Desk, asked: A) => Promise<R>) =>
  async (desk: Desk, asked: unknown): Promise<R> =>
    await work(desk, schema.parse(asked));

const shownAs = z.object({ record: z.string(), id: z.string(), as: z.string(), view: z.enum(recordViews) });

/** What each task answers. */
interface Answers {
  readonly audit: AuditReport & { readonly trail: readonly AuditEvent[] };
  readonly certificate: CertificateAnswer | 'unknown';
  readonly 'check-certificate': CertificateView | 'unknown';
  readonly show: Showing | 'several people';
  readonly retention: RetentionReport;
  readonly 'subject-access': SubjectAccess | 'unknown';
  readonly erase: Erasure | 'unknown' | 'presses wait';
}
type RecordTask = keyof Answers;

type RecordWork = { readonly [Name in RecordTask]: (desk: Desk, asked: unknown) => Promise<Answers[Name]> };

export const recordWork: RecordWork = {
  audit: task(auditAsked, async (desk, { exported, ...asked }) => {
    const { pupil } = asked;
    if (exported) await auditOfExport(desk, operator, asked);
    else if (pupil !== undefined)
      await viewed(desk, operator, { verb: 'view-audit', record: `audit of ${pupil}`, pupil });
    const { events, report } = await auditTrail(desk, asked);
    return { ...report, trail: events };
  }),
  certificate: task(
    z.object({ pupil: z.string(), from: z.string(), to: z.string() }),
    async (desk, { pupil: id, from, to }) => {
      const pupil = await pupilNamed(desk, id);
      return pupil ? await makeCertificate(desk, { pupil, from, to, by: operator }) : 'unknown';
    },
  ),
  'check-certificate': task(
    z.object({ key: z.string() }),
    async (desk, { key }) => (await checkCertificate(desk, key)) ?? 'unknown',
  ),
  show: task(shownAs, async (desk, { record, id, as, view }) => {
    const kind = kindNamed(record);
    const asker = await askerOf(desk, as);
    if (!asker) return 'several people';
    return kind ? await showRecord(desk, asker, { kind, id, view }) : 'no such record';
  }),
  retention: task(
    z.object({ dryRun: z.boolean().default(false) }),
    async (desk, { dryRun }) => await retention(desk, { dryRun }),
  ),
  'subject-access': task(aboutPupil, async (desk, { pupil: id, dryRun }) => {
    const pupil = await pupilNamed(desk, id);
    return pupil ? await subjectAccess(desk, pupil, { dryRun, by: operator }) : 'unknown';
  }),
  erase: task(aboutPupil, async (desk, { pupil: id, dryRun }) => {
    const pupil = await pupilNamed(desk, id);
    if (!pupil) return 'unknown';
    return (await erase(desk, pupil, { dryRun, by: operator })) ?? 'presses wait';
  }),
};

/** Where a task is done; a test gives a desk of its own. */
export type Do = <Name extends RecordTask>(name: Name, asked: object) => Promise<Answers[Name]>;

/** On a desk that is open here. */
export const onDesk =
  (desk: Desk): Do =>
  async (name, asked) =>
    await recordWork[name](desk, asked);
