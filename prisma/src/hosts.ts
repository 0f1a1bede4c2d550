/** The host that the agent runs on. Other ids come when one dashboard serves several hosts. */
export const LOCAL_HOST = 'local';
