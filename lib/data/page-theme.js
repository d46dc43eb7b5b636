// page-theme.js -- light, dark, or as the browser has it: kept for all of drogman's pages.  Stands
// first in the page, so that it never shows in the other theme.
'use strict';

const THEMES = ['auto', 'light', 'dark'];

const themeNow = () => document.documentElement.dataset.theme ?? 'auto';

const setTheme = name => {
  if (name === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
};

const nextTheme = () => {
  const name = THEMES[(THEMES.indexOf(themeNow()) + 1) % THEMES.length];
  setTheme(name);
  try {
    localStorage.setItem('drogman-theme', name);
  } catch { /* for this page alone, then */ }
  return name;
};

try {
  const kept = localStorage.getItem('drogman-theme');
  if (THEMES.includes(kept)) setTheme(kept);
} catch { /* the browser keeps nothing */ }

// A page without keys has a button.
document.addEventListener('click', event => {
  if (event.target.closest('#theme-next')) nextTheme();
});
