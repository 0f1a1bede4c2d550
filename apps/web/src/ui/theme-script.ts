export const THEME_KEY = 'baton-theme';

/** Runs before the first paint, so that a remembered theme does not flash. The gateway's CSP allows it by its hash. */
export const THEME_SCRIPT = `try{var t=localStorage.getItem('${THEME_KEY}');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch(e){}`;
