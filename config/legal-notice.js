// Legal notices on pages that scripts render: puts back a notice that a script
// took out, and on navigation asks the outlet what is due on the new page.
// /legal-notice.js?outlet=/legal-notices says where the outlet is.
const d = document, l = location
const outlet = new URL(import.meta.url).searchParams.get('outlet') ||
  '/legal-notices'
const all = () => [...d.querySelectorAll('aside[data-legal-notice]')]
const name = e => e.dataset.legalNotice
let due = new Map()      // name -> { node, places, tries, put, told }
let page, request, timer, since, answered, retries

// The best of a notice's places that the page has, as [rank, element, where].
function find(n) {
  const where = { before: 'beforebegin', prepend: 'afterbegin',
    append: 'beforeend', after: 'afterend' }
  for (const [i, place] of n.places.entries()) {
    const cut = place.indexOf(' ')
    try {
      const e = d.querySelector(place.slice(cut + 1))
      if (e && n.tries < 4) return [i, e, where[place.slice(0, cut)]]
    } catch { /* a pattern of the source */ }
  }
  return [99, d.body, 'beforeend']
}

// Each notice stands once, at its best place.  What is taken out again and
// again goes to the end of the body, and waits longer each time.
function settle() {
  timer = 0
  let next = 1e9
  const now = performance.now(), there = all()
  for (const [key, n] of due) {
    const old = there.filter(e => name(e) == key)
    const kept = old.includes(n.node) ? n.node : old[0]
    old.forEach(e => e == kept || e.remove())
    if (kept && n.rank == null) continue     // nginx put it there
    if (kept && now - n.put > 5e3) n.tries = 0
    const [rank, e, where] = find(n)
    if (!e || (kept && n.rank <= rank)) continue
    // a page that is being rendered may have the place soon
    const wait = Math.max(rank > 98 && n.places[0] && !kept
      ? since + 250 - now : 0, n.put + (30 << n.tries) - now)
    if (wait > 0) {
      next = Math.min(next, wait)
      continue
    }
    kept?.remove()
    e.insertAdjacentElement(where, n.node)
    n.rank = rank
    n.put = now
    n.tries = Math.min(n.tries + 1, 8)
    if (n.tell) tell(n.node)
    n.tell = 0
  }
  if (next < 1e9) later(next)
}

function later(ms) {
  clearTimeout(timer)
  timer = setTimeout(settle, ms)
}

// A screen reader hears of what came while it was reading.
function tell(node) {
  const e = d.createElement('div')
  e.setAttribute('role', 'status')
  e.lang = node.lang
  e.style.cssText = 'position:fixed;clip-path:inset(50%);width:1px;height:1px'
  d.body.append(e)
  setTimeout(() => { e.textContent = node.textContent }, 100)
  setTimeout(() => e.remove(), 5e3)
}

// A document by XMLHttpRequest is no sink of Trusted Types.
function ask(first) {
  const x = request = new XMLHttpRequest, lang = d.documentElement.lang
  const uri = page.length < 2000 ? page : l.pathname
  const old = new Set(all())
  x.open('GET', outlet + '?places=1&uri=' + encodeURIComponent(uri) +
    (/^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(lang) ? '&lang=' + lang : ''))
  x.responseType = 'document'
  x.setRequestHeader('Accept', 'text/html')
  x.onloadend = () => {
    if (x != request) return
    const ok = x.status == 200 && x.response
    if (!ok && x.status != 204) {
      if (!x.status || x.status > 499) {
        if (retries++ < 5) setTimeout(() => x == request && ask(first),
          500 << retries)
      }
      return
    }
    const before = due
    due = new Map()
    for (const e of ok ? x.response.querySelectorAll('[data-legal-places]')
      : []) {
      const node = d.importNode(e.firstElementChild, true)
      due.set(name(node), { node, tries: 0, put: -1e4, tell: !first,
        places: e.dataset.legalPlaces.split('\n').filter(s => s) })
    }
    for (const e of all()) {
      if (first || !old.has(e)) due.has(name(e)) || due.set(name(e),
        { node: e, places: [], tries: 0, put: 0 })
      else e.remove()
    }
    settle()
  }
  x.send()
}

function look(first) {
  if (page == l.pathname + l.search) return
  page = l.pathname + l.search
  since = performance.now()
  retries = 0
  request?.abort()
  ask(first === 1)
}

// Every way to another URL, whichever of these the browser and the page have.
for (const f of ['pushState', 'replaceState']) {
  const own = history[f]
  history[f] = function (...a) {
    own.apply(this, a)
    look()
  }
}
for (const t of ['popstate', 'hashchange', 'pageshow']) addEventListener(t, look)
for (const t of ['turbo:load', 'turbo:render', 'htmx:pushedIntoHistory',
  'htmx:replacedInHistory', 'htmx:historyRestore']) d.addEventListener(t, look)
globalThis.navigation?.addEventListener('currententrychange', look)

function start() {
  look(1)
  new MutationObserver(() => timer || later(20)).observe(d.documentElement,
    { childList: true, subtree: true })
}
if (d.readyState != 'loading') start()
else d.addEventListener('DOMContentLoaded', start)
