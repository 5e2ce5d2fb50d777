// The orders that are not fulfilled yet: how far each is, and a button that cancels it.

function showOrders(archive) {
  $('orders').hidden = archive.orders.length === 0;
  $('orderList').replaceChildren(...archive.orders.map(orderLine));
}

function orderLine(order) {
  const line = element('li');
  line.append(`${orderWords(order)} `);
  const button = element('button', { type: 'button' }, 'Cancel');
  button.addEventListener('click', () => cancelOrder(order, button));
  line.append(button);
  return line;
}

function orderWords(order) {
  const span = order.from === order.to ? order.from : `${order.from} to ${order.to}`;
  const what = `${joined((order.logs ?? []).map(String))}, ${span}${order.force ? ', by force' : ''}`;
  if (!isNumber(order.days) || !isNumber(order.left)) {
    return `${what}: about to begin.`;
  }
  const minutes = isNumber(order.minutes) ? `, about ${count(order.minutes, 'minute', 'minutes')} left` : '';
  return `${what}: ${number(order.days - order.left)} of ${days(order.days)} read${minutes}.`;
}

async function cancelOrder(order, button) {
  button.disabled = true;
  const address = backfillAddress();
  address.searchParams.set('order', order.order);
  try {
    await ask(address, { method: 'DELETE' });
    button.replaceWith('Cancelled: what is being read now is still archived.');
  } catch (trouble) {
    button.replaceWith(wordsOf(trouble));
  }
  refreshSoon();
}
