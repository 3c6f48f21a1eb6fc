import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../common/theme.tsx';
import { TeamsPage } from './teams-page.tsx';
import '../common/whole-page.css';
import './card.css';
import './teams.css';

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <Themed of="teams">
      <TeamsPage />
    </Themed>
  </StrictMode>,
);
