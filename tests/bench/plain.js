// The smallest launcher that could do it: what everything else is compared with. One file, nothing else to load, no
// isolation from the shop's styles and scripts, one language, one shop.
{
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const launcher = make('button', { textContent: 'Help' });
  const panel = make('div', { hidden: true, role: 'dialog', ariaLabel: 'Help' });
  const place = make('address', { textContent: 'Naumannstraße 182, 10829 Berlin' });
  const form = make('form');
  const field = make('input', { name: 'q', ariaLabel: 'What is it about?' });
  form.append(field, make('button', { textContent: 'Ask' }));
  panel.append(place, form);
  const corner = 'position:fixed;right:16px;z-index:2147483647;padding:12px 20px;background:#fff;';
  launcher.style = corner + 'bottom:16px';
  panel.style = corner + 'bottom:80px;width:320px;height:480px;border:1px solid';
  launcher.onclick = () => {
    panel.hidden = !panel.hidden;
    if (!panel.hidden) field.focus();
  };
  document.body.append(launcher, panel);
}
