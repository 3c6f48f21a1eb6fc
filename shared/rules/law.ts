import { codeTable } from './codes/codes.ts';
import { codeConditions } from './codes/conditions.ts';
import { supplierCodes } from './codes/legacy-codes.ts';
import { removedCodes } from './codes/removed-codes.ts';
import { schoolLeaving } from './compulsory-school-age.ts';
import { collectionWindows } from './figures/census-windows.ts';
import { officialCohort } from './figures/official-cohort.ts';
import { persistentAbsence, severeAbsence } from './figures/persistent-absence.ts';
import { toldOfUnexplained } from './first-day/who-is-told.ts';
import { leaveLaw } from './leave/leave-law.ts';
import { bankHolidays } from './penalty-notices/bank-holidays.ts';
import { improvementPeriod, noticeToImproveContents } from './penalty-notices/notice-to-improve.ts';
import { serviceByPost } from './penalty-notices/payment-clock.ts';
import {
  requestPack,
  requestPackForHoliday,
  requestPackForNoticeToImprove,
  requestPackForSupport,
} from './penalty-notices/request.ts';
import { goodSchoolWeek, schoolWeekRule } from './penalty-notices/school-week.ts';
import { supportFirstTest } from './penalty-notices/support-first.ts';
import { penaltyTerms } from './penalty-notices/terms.ts';
import { amendmentRecord } from './registers/amendment.ts';
import { nDeadline } from './registers/n-clock.ts';
import { longestOpen } from './registers/register-state.ts';
import { nationalFigures } from './reports/national-comparators.ts';
import { attendanceReturnRule } from './returns/attendance-return.ts';
import { deletionGroundRule } from './returns/deletion-ground.ts';
import { deletionGrounds, twentyDayChecklist } from './returns/deletion-grounds.ts';
import { deletionReturnContents } from './returns/deletion-return.ts';
import { newPupilReturnRule } from './returns/new-pupil-return.ts';
import { timetableAgreement } from './returns/part-time-timetable.ts';
import { sicknessReturnRule } from './returns/sickness-return.ts';

/**
 * Every number and table of the law, by the words people know it by. Each row has the text it comes from and the day
 * somebody read it there; a table with `from` keeps last year's row for last year's sessions.
 */
export const law = {
  'attendance and absence codes': codeTable,
  'codes removed in August 2024': removedCodes,
  'who is told of an unexplained absence': toldOfUnexplained,
  'how long an N may stand': [nDeadline],
  'the record of an amended mark': [amendmentRecord],
  'what must be on record for a code': codeConditions,
  'codes of old exports': supplierCodes,
  'persistent absence': persistentAbsence,
  'severe absence': severeAbsence,
  'the cohort of the official statistics': officialCohort,
  'collection windows of the school census': collectionWindows,
  'national figures to compare with': nationalFigures,
  'how long a register may stay open': [longestOpen],
  'when compulsory school age ends': schoolLeaving,
  'penalty notices: ten sessions in ten school weeks, amounts, clocks': penaltyTerms,
  'penalty notices: what a school week is': schoolWeekRule,
  'penalty notices: what one supplier counts as a school week': [goodSchoolWeek],
  'penalty notices: what is asked before one is issued': supportFirstTest,
  'penalty notices: what a request holds': [
    ...requestPack,
    ...requestPackForHoliday,
    ...requestPackForSupport,
    ...requestPackForNoticeToImprove,
  ],
  'penalty notices: service by post': serviceByPost,
  'bank holidays in England and Wales': [bankHolidays],
  'notice to improve: its period': improvementPeriod,
  'notice to improve: what it contains': noticeToImproveContents,
  'attendance returns: ten school days without leave': attendanceReturnRule,
  'sickness returns: fifteen school days': sicknessReturnRule,
  'new-pupil returns: five days': newPupilReturnRule,
  'deletion returns: what they hold': deletionReturnContents,
  'grounds of deletion from the roll': deletionGrounds,
  'ground (i) of deletion: what has to be found': twentyDayChecklist,
  'part-time timetables: what an agreement holds': timetableAgreement,
  'leave in term time': leaveLaw,
  'ground (i) of deletion: twenty school days': deletionGroundRule,
} as const;
