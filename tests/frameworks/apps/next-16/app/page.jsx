export default function Home() {
    return <main><h1>The Lantern</h1></main>;
}
