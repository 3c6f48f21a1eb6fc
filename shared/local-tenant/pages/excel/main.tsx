import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../common/theme.tsx';
import { ExcelPage } from './excel-page.tsx';
import '../common/whole-page.css';
import './excel.css';
import './sheet.css';

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <Themed of="office">
      <ExcelPage />
    </Themed>
  </StrictMode>,
);
