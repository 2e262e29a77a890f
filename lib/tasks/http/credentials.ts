import type { HttpRequest } from '../../http-client/exchange.ts';
import { parseHeaders } from '../../http-client/headers-file.ts';
import { readOptionFile } from '../../http-client/option-file.ts';
import { clientCertificateMistake, type HttpOptions } from './options.ts';

export type Credentials = Pick<HttpRequest, 'headers' | 'ca' | 'clientCertificate'>;

/** What proves who we are, as the files have it now. Errors name the option and never what its file holds. */
export async function readCredentials(options: HttpOptions): Promise<Credentials> {
  const { tokenFile, certFile, keyFile, caFile, headersFile, url } = options;
  // The plan of a record may have been edited by hand since the configuration was read.
  const mistake = clientCertificateMistake(certFile, keyFile, url);
  if (mistake !== undefined) throw new Error(mistake);
  const [token, cert, key, ca, headers] = await Promise.all([
    readOptionFile('tokenFile', tokenFile),
    readOptionFile('certFile', certFile),
    readOptionFile('keyFile', keyFile),
    readOptionFile('caFile', caFile),
    readOptionFile('headersFile', headersFile),
  ]);
  return {
    headers: {
      ...(headers === undefined ? {} : parseHeaders(headers)),
      ...(token === undefined ? {} : { authorization: `Bearer ${tokenOf(token)}` }),
    },
    ca,
    clientCertificate: cert === undefined || key === undefined ? undefined : { cert, key },
  };
}

function tokenOf(text: string): string {
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new Error('the file of the option tokenFile holds no token: one line of visible ASCII characters');
}
