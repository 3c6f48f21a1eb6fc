/** The one door to `Temporal`: a pinned polyfill until Node and every Office browser bring their own. */
export { Temporal } from 'temporal-polyfill';
