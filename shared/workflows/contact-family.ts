import { z } from 'zod';
import { contactChannels, contactLog, contactOutcomes } from '../records/contact-log.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { decisions } from '../wording/decisions.ts';
import { presses, saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import { may } from './may.ts';
import { pressKind } from './press-kind.ts';

const contactSchema = z.object({
  pupil: z.string(),
  channel: z.enum(contactChannels),
  outcome: z.enum(contactOutcomes),
  personSpokenTo: z.string().max(100).optional(),
  relationship: z.string().max(60).optional(),
  reasonGiven: z.string().max(500).optional(),
  followUpDue: z.string().optional(),
});

/** A contact with a pupil's family that is of no first-day list (§4.4): a call about the stage, a meeting, a letter. */
export const contactFamily = pressKind<z.infer<typeof contactSchema>>({
  verb: 'contact-family',
  schema: contactSchema,
  about: ({ pupil }) => ({ record: `contact ${pupil}`, pupil }),
  async whyNot(desk, person, { pupil: id, outcome, reasonGiven, followUpDue }) {
    const [pupils, calendar] = await Promise.all([desk.data.pupils(), desk.data.calendar()]);
    const pupil = pupils.get(id);
    if (!may(person, 'contact-family', pupil ? { pupil } : {})) return presses.notYours;
    if (!pupil) return decisions.noSuchPupil;
    if (reasonGiven && outcome !== 'reached') return presses.reasonFromNobody;
    const { date } = calendar.at(desk.clock.now());
    return followUpDue !== undefined && followUpDue < date ? decisions.followUpLater : undefined;
  },
  async carryOut(desk, { key, at, by, data }) {
    const { date, time } = (await desk.data.calendar()).at(Temporal.Instant.from(at));
    const entry = { ...data, key, date, time, by: by.id, byName: by.name, childSeen: false, visitNeeded: false };
    await desk.records.create(contactLog, entry);
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'contact-family',
      record: `contact-log ${key}`,
      pupil: data.pupil,
      detail: { channel: data.channel, outcome: data.outcome },
    });
    return { state: 'saved', says: saved(decisions.contactLogged) };
  },
});
