import { faultSeeds } from './fault-seeds.ts';

faultSeeds(1, 100);
