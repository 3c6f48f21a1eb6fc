import { faultSeeds } from './fault-seeds.ts';

faultSeeds(101, 200);
