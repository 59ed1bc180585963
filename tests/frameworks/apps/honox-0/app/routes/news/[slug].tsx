import { createRoute } from 'honox/factory';
import Story from '../../islands/Story.tsx';

export default createRoute(c => c.render(<Story slug={c.req.param('slug')}/>));
