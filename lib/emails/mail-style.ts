/** Only what inline styles cannot do: narrow screens, and the dark palette where a client honours it. */
export const MAIL_STYLE = [
  '@media (max-width:520px){.pad{padding-left:20px!important;padding-right:20px!important}h1{font-size:34px!important;line-height:38px!important}.field{display:block!important;padding:12px 20px 4px!important}}',
  '@media (prefers-color-scheme:dark){.page{background:#091113!important}.board{background:#0b2a2e!important}',
  '.board-ink{color:#eef6f5!important}.board-muted{color:#a3bfc1!important}.ink{color:#eaf2f2!important}',
  '.muted{color:#a9bbbe!important}.link{color:#5ed0cb!important}.primary{background:#4cc9c4!important}',
  '.on-primary{color:#03201f!important}.pass{background:#121d20!important;border-color:#27383c!important}',
  '.perforation{border-color:#6b8185!important}.rule{border-color:#27383c!important}',
  '.dot{border-color:#6b8185!important;color:#a9bbbe!important}}',
].join('');
