import * as z from 'zod/mini';
import { answerSchema, errorSchema, requestSchema } from './request.ts';

const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The body is not the request, or ?modality= is none.',
  403: 'Another host, or a page of another origin.',
  405: 'Another method.',
  413: 'The body is too large.',
  415: 'The body is not application/json.',
  422: 'The image or the text cannot be answered; the sentence says why and what to do.',
  500: 'Something here failed; the sentence says what to do.',
  503: 'As many requests wait as may; Retry-After says when to send it again.',
};

/** The document that describes the server (OpenAPI 3.1), from the schemas that it reads and writes by. */
export function openApi(version: string) {
  const json = (schema: object) => ({ 'application/json': { schema } });
  const refusals = Object.entries(REFUSALS).map(([status, description]) => [
    status,
    { description, content: json({ $ref: '#/components/schemas/Refusal' }) },
  ]);
  return {
    openapi: '3.1.0',
    info: {
      title: 'parse3d',
      version,
      description: 'Research use only. Not a medical device. Answers on this machine alone.',
    },
    servers: [{ url: 'http://127.0.0.1:8765' }],
    paths: {
      '/score': {
        post: {
          operationId: 'score',
          summary:
            'Finds in each image what its text names: the request that MedImageParse 3D’s endpoint takes.',
          parameters: [
            {
              ...{ name: 'modality', in: 'query', required: false },
              description: 'What the scans are, where their values may not tell.',
              schema: { enum: ['CT', 'MR', 'other'] },
            },
            {
              ...{ name: 'anyway', in: 'query', required: false },
              description:
                'Answers although the pack does not know such a scan; what comes of it is doubtful.',
              schema: { enum: ['true', 'false'] },
            },
          ],
          requestBody: { required: true, content: json({ $ref: '#/components/schemas/Request' }) },
          responses: {
            200: {
              description: 'An answer for each image, in their order.',
              content: json({ $ref: '#/components/schemas/Answers' }),
            },
            ...Object.fromEntries(refusals),
          },
        },
      },
      '/health': { get: { operationId: 'health', responses: { 200: { description: 'It is ready.' } } } },
      '/openapi.json': {
        get: { operationId: 'openapi', responses: { 200: { description: 'This document.' } } },
      },
    },
    components: {
      schemas: {
        Request: plain(requestSchema, 'input'),
        Answers: plain(answerSchema),
        Refusal: plain(errorSchema),
      },
    },
  };
}

/** `io`: what is read may have more in it than it says, what is written has not. */
function plain(schema: z.core.$ZodType, io: 'input' | 'output' = 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
