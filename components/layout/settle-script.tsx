/**
 * Runs before the first paint: sets the chosen theme, and hides prices for the moment until the chosen currency
 * stands in them. Only when a choice was made; should the page's script fail, prices appear as sent.
 */
const script = (
  currency: string,
) => `try{var d=document.documentElement,t=localStorage.getItem('theme'),c=localStorage.getItem('currency');
if(t==='light'||t==='dark')d.dataset.theme=t;
if(c&&c!=='${currency}'){d.dataset.settling='';setTimeout(function(){delete d.dataset.settling},3000)}}catch(e){console.warn('No stored preferences',e)}`;

export function SettleScript({ currency }: { currency: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and it must run before paint
  return <script dangerouslySetInnerHTML={{ __html: script(currency) }} />;
}
