import { Spinner } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { PageApp, PagePerson } from '../../web/page-api.ts';
import { tenant } from '../common/tenant-client.ts';
import { useTheme } from '../common/theme.tsx';
import { hostTab } from './teams-js-host.ts';

/** A tab that never says it shows something is shown as it is. */
const patience = 6000;

/** The desk's own tab in an iframe, hosted as Teams hosts it. */
export const TabFrame = ({
  app,
  entityId,
  subPageId,
  me,
  openLink,
}: {
  app: PageApp;
  entityId: string;
  subPageId: string | null;
  me: PagePerson;
  openLink: (link: string) => void;
}) => {
  const { name: theme } = useTheme();
  const frame = useRef<HTMLIFrameElement>(null);
  const hosted = useRef<ReturnType<typeof hostTab> | undefined>(undefined);
  const [isShown, setShown] = useState(false);
  const latest = useRef({ theme, openLink });
  latest.current = { theme, openLink };
  const tab = app.tabs.find((one) => one.entityId === entityId) ?? app.tabs[0];
  const contentUrl = tab?.contentUrl;

  // One iframe a person and place: another person is another sign-in.
  useEffect(() => {
    if (contentUrl === undefined) return;
    setShown(false);
    const host = hostTab(frame.current!, {
      context: () => ({
        entityId,
        subEntityId: subPageId,
        theme: latest.current.theme,
        tenantId: app.tenantId,
        appId: app.id,
        person: me,
      }),
      token: async () => (await tenant.token(me.id, 'tab')).token,
      openLink: (link) => latest.current.openLink(link),
      shown: () => setShown(true),
    });
    hosted.current = host;
    frame.current!.src = contentUrl;
    const timer = setTimeout(() => setShown(true), patience);
    return () => {
      clearTimeout(timer);
      host.stop();
    };
  }, [contentUrl, entityId, subPageId, app.tenantId, app.id, me]);

  useEffect(() => hosted.current?.theme(theme), [theme]);

  if (tab === undefined) return <p className="quiet">The app has no tab here.</p>;
  return (
    <div className="tab">
      {!isShown && (
        <div className="tab-waiting">
          <Spinner label={`Opening ${app.name}…`} />
        </div>
      )}
      <iframe
        ref={frame}
        title={`${app.name}: ${tab.name}`}
        className="tab-frame"
        key={`${me.id} ${entityId} ${subPageId}`}
      />
    </div>
  );
};
