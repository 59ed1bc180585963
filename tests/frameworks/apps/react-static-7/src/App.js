import React from 'react';
import { Root, Routes } from 'react-static';

export default function App() {
    return <Root><React.Suspense fallback={null}><Routes/></React.Suspense></Root>;
}
