import { Toast, ToastBody, Toaster, ToastTitle, useId, useToastController } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { PageState } from '../../web/page-api.ts';

/** A banner for each new notification that is not already on the screen. While the morning is played fast there are none. */
export const Toasts = ({
  state,
  inSight,
  go,
}: {
  state: PageState | null;
  inSight: string | null;
  go: (conversation: string) => void;
}) => {
  const toaster = useId('toaster');
  const { dispatchToast } = useToastController(toaster);
  const known = useRef<{ readonly as: string; readonly newest: string } | null>(null);
  const goLatest = useRef(go);
  goLatest.current = go;
  useEffect(() => {
    if (state === null) return;
    const before = known.current;
    known.current = { as: state.me.id, newest: state.feed[0]?.at ?? '' };
    if (before === null || before.as !== state.me.id || state.clock.playing) return;
    const fresh = state.feed.filter(({ at, conversation }) => at > before.newest && conversation !== inSight);
    for (const { post, from, preview, where, conversation } of fresh.slice(0, 3))
      dispatchToast(
        <Toast className="toast" onClick={() => goLatest.current(conversation)}>
          <ToastTitle>{from}</ToastTitle>
          <ToastBody subtitle={where}>{preview}</ToastBody>
        </Toast>,
        { toastId: post, timeout: 6000 },
      );
  }, [state, inSight, dispatchToast]);
  return <Toaster toasterId={toaster} position="bottom-end" limit={3} />;
};
