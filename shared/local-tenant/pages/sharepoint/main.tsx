import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../common/theme.tsx';
import { SharePointPage } from './sharepoint-page.tsx';
import '../common/whole-page.css';
import './sharepoint.css';

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <Themed of="office">
      <SharePointPage />
    </Themed>
  </StrictMode>,
);
