import { Link } from '@fluentui/react-components';
import { PeopleTeamRegular, ShareIosRegular, TableRegular } from '@fluentui/react-icons';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../common/theme.tsx';
import { ThemeSwitch } from '../common/theme-switch.tsx';
import '../common/whole-page.css';
import './start.css';

const places = [
  {
    href: '/teams',
    name: 'Teams',
    icon: <PeopleTeamRegular />,
    says: 'The school’s channels and chats, the cards the desk posts, and its tab. Choose who you are: a teacher, the attendance manager, the deputy head.',
  },
  {
    href: '/excel',
    name: 'Excel',
    icon: <TableRegular />,
    says: 'The attendance manager’s tracking workbook, and the task pane beside it.',
  },
  {
    href: '/sharepoint',
    name: 'SharePoint',
    icon: <ShareIosRegular />,
    says: 'The lists and files of the school’s site, as they are.',
  },
];

const Start = () => (
  <main className="start">
    <div className="start-top">
      <ThemeSwitch />
    </div>
    <h1>Microsoft 365 on this machine</h1>
    <p>
      A stand-in for a school’s tenant, with an invented school in it. Nothing leaves this machine, and nobody here is
      real.
    </p>
    <ul className="start-places">
      {places.map(({ href, name, icon, says }) => (
        <li key={name} className="start-place">
          <span className="start-icon" aria-hidden>
            {icon}
          </span>
          <div>
            <h2>
              <Link href={href}>{name}</Link>
            </h2>
            <p>{says}</p>
          </div>
        </li>
      ))}
    </ul>
  </main>
);

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <Themed of="office">
      <Start />
    </Themed>
  </StrictMode>,
);
