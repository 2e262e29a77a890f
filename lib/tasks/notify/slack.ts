import type { News } from './news.ts';
import type { NotifyOptions } from './options.ts';
import { fillIn, insideSlack } from './template.ts';

/** What incoming webhooks take: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
export interface SlackMessage {
  readonly text: string;
  readonly channel?: string;
  readonly username?: string;
}

export function slackMessageOf(
  { text, channel, username }: Pick<NotifyOptions, 'text' | 'channel' | 'username'>,
  { values }: News,
): SlackMessage {
  return {
    text: fillIn(text, values, insideSlack),
    ...(channel === '' ? {} : { channel }),
    ...(username === '' ? {} : { username }),
  };
}
