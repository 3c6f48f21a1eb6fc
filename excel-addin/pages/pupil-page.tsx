import type { MeView } from '../../shared/views/me.ts';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { PupilCard } from '../parts/pupil-card.tsx';
import type { Conflicts } from '../use-conflicts.ts';
import type { Decisions } from '../use-decisions.ts';
import { useWhy } from '../use-why.ts';

export interface PupilPageProps {
  readonly pupil: TrackerPupil;
  readonly view: TrackerView;
  readonly me: MeView | undefined;
  readonly decisions: Decisions;
  readonly conflicts: Conflicts;
  readonly onGoToRow: (() => void) | undefined;
  readonly onBack: () => void;
  readonly onWriting: (isWriting: boolean) => void;
}

/** One pupil's card, and what is asked and decided on it. */
export const PupilPage = ({ pupil, view, me, decisions, conflicts, ...props }: PupilPageProps) => {
  const why = useWhy();
  const may = view.may ?? { decide: me?.may.acceptStage === true, plan: false, contact: false };
  return (
    <PupilCard
      pupil={pupil}
      view={view}
      may={may}
      press={decisions.of(pupil.pupil)}
      conflicts={conflicts}
      why={why.why}
      onWhy={(field) => void why.ask(pupil.pupil, field)}
      onWhyClose={why.close}
      onDecide={async (decision) => {
        const answer = await decisions.send(pupil.pupil, decision, view);
        conflicts.add(answer.conflicts ?? []);
        return answer;
      }}
      {...props}
    />
  );
};
