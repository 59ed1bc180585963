addEventListener('phx:page-loading-stop', () => { window.hydrated = true })
const socket = document.querySelector('meta[name=socket]').content
new LiveView.LiveSocket(socket, Phoenix.Socket, {}).connect()
