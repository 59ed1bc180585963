// Puts back a notice that scripts took out; on navigation asks ?outlet=.
const d = document, l = location
// <base> does not count.
const outlet = origin +
  (new URL(import.meta.url).searchParams.get('outlet') || '/legal-notices')
const all = () => [...d.querySelectorAll('aside[data-legal-notice]')]
const name = e => e.dataset.legalNotice
// Of another page, which a router kept
const stale = e => (e.dataset.legalPage || shown) != shown
const add = (node, n) => due.set(name(node), { ...n, node, tries: 0, put: 0 })
let due = new Map(), page, shown, request, soon, timer, since, busy, fails

// Has a box, as far as the page is shown yet
const seen = e => !e.checkVisibility || e.checkVisibility() ||
  !d.body.checkVisibility() ||
  getComputedStyle(e).display == 'contents' && seen(e.parentElement)

function best(n) {
  for (const [i, place] of n.places.entries()) {
    const [, word, css] = /(\S+)(.*)/s.exec(place)
    const outside = /^after|^before/.test(word)
    try {
      const e = [...d.querySelectorAll(css)].find(e =>
        seen(outside && e.parentElement || e))
      if (!e) continue
      if (n.tries < 4) return outside && e == d.documentElement ?
        [i, d.body, 'append'] : [i, e, word]
    } catch { } // a pattern
    n.none = 0
  }
  return [99, !n.none && d.body, 'append']
}

// Each notice stands once; those of a place in their order.  Often taken out, it
// waits longer and goes to the end of the body.
function settle() {
  soon = 0
  if (busy) return
  let next = due.size ? 1e3 : 1e9 // a style may have hidden one
  const now = performance.now(),
    there = all().filter(e => !stale(e) || e.remove()),
    set = []
  for (const [key, n] of due) {
    const old = there.filter(e => name(e) == key)
    const kept = old.includes(n.node) ? n.node : old[0]
    old.forEach(e => e == kept || e.remove())
    if (!kept || n.rank >= 0) {
      const [rank, e, at] = best(n)
      if (!e || kept && n.rank <= rank && seen(kept)) {
        set.unshift(n)
        continue
      }
      // it may come yet
      const wait = Math.max(n.put + (15 << n.tries) - now,
        rank > 98 && n.places[0] && !n.tries ? since + 250 - now : 0)
      if (wait > 0 && (next = Math.min(next, wait))) continue
      const last = set.find(o => o.e == e && o.at == at && /^af|^pr/.test(at))
      last ? last.node.after(n.node) : e[at](n.node)
      set.unshift(Object.assign(n, { e, at }))
      n.rank = rank
      n.put = now
      n.tries += n.tries < 9
      setTimeout(() => n.node.isConnected && (n.tries = 0), 8e3)
    }
    n.tell = n.tell && announce(n.node)
  }
  clearTimeout(timer)
  timer = setTimeout(settle, next)
}

function announce(node) {
  const e = d.createElement('div')
  e.role = 'status'
  e.lang = node.lang
  e.style = 'position:fixed;clip-path:inset(50%)'
  d.documentElement.append(e)
  setTimeout(() => e.textContent = node.textContent, 99)
  setTimeout(() => e.remove(), 5e3)
}

// A document by XHR is no sink of Trusted Types.
function ask(first, old) {
  const x = request = new XMLHttpRequest, lang = d.documentElement.lang
  x.open('GET', outlet + '?places=1&uri=' +
    encodeURIComponent(page.length < 2e3 ? page : l.pathname) +
    (/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(lang) ? '&lang=' + lang : ''))
  x.responseType = 'document'
  x.onloadend = () => {
    if (x != request) return
    busy = 0
    // the document of a 204 breaks the policy
    const ok = x.status == 200 && x.response
    if (ok || x.status == 204) {
      due = new Map()
      shown = page
      if (ok) for (const e of ok.querySelectorAll('[data-legal-places]')) {
        const node = d.importNode(e.firstChild, true)
        node.dataset.legalPage = page
        add(node, { tell: !first, none: e.dataset.legalFallback,
          places: e.dataset.legalPlaces.split('\n').filter(s => s) })
      }
      for (const e of all())
        if (old.includes(e) || stale(e)) e.remove()
        else if (!due.has(name(e))) add(e, { places: [] })
    } else if ((x.status || 500) > 499 && fails++ < 5)
      setTimeout(() => x == request && ask(first, old), 500 << fails)
    settle()
  }
  x.send()
}

function look() {
  const to = l.pathname + l.search, first = !page
  if (page == to) return
  page = to
  shown ||= to
  since = performance.now()
  fails = 0
  busy = !first
  ask(first, first ? [] : all())
}

if (d.readyState == 'loading')
  await new Promise(f => d.addEventListener('DOMContentLoaded', f))
look()
new MutationObserver(() => soon ||= setTimeout(settle, 20))
  .observe(d, { childList: true, subtree: true })
if (globalThis.navigation)
  navigation.addEventListener('currententrychange', look)
else {
  for (const f of ['pushState', 'replaceState']) {
    const own = history[f]
    history[f] = (...a) => (own.apply(history, a), look())
  }
  addEventListener('popstate', look)
}
