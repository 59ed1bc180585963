import hydrate from '@riotjs/hydrate';
import story from './story.mjs';

hydrate(story)(document.querySelector('lantern-story'));
