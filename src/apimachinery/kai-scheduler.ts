/**
 * The names that the KAI scheduler knows: its own, the labels of a queue (today's, and the one before version 0.6) and the
 * annotations for a part of a GPU, whose memory is in Mi.
 */
export const KAI = {
  schedulerName: 'kai-scheduler',
  label: 'kai.scheduler/queue',
  oldLabel: 'runai/queue',
  fraction: 'gpu-fraction',
  memory: 'gpu-memory',
};
