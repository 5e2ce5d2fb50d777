package io.callarchive.graph;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;

/**
 * Holds an answer to its own {@code Content-Length}, on the wire and so before anything is unpacked. OkHttp does that
 * over HTTP/1.1 without chunks only; RFC 9113, section 8.1.1 calls an answer malformed whose length is not that of its
 * data, and RFC 9112, section 6.3 one that has both a length and chunks.
 */
final class WholeBody implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        long announced = length(response.header("Content-Length"));
        ResponseBody body = response.body();
        if (announced < 0 || body == null) {
            return response;
        }
        return response.newBuilder().body(new Counted(body, announced)).build();
    }

    private static long length(String header) {
        try {
            return header == null ? -1 : Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static final class Counted extends ResponseBody {
        private final ResponseBody body;
        private final BufferedSource source;

        Counted(ResponseBody body, long announced) {
            this.body = body;
            this.source = Okio.buffer(new ForwardingSource(body.source()) {
                private long received;

                @Override
                public long read(Buffer sink, long byteCount) throws IOException {
                    long read = super.read(sink, byteCount);
                    received += Math.max(read, 0);
                    boolean wrong = read < 0 ? received != announced : received > announced;
                    if (wrong) {
                        throw new ProtocolException("a body of another length than announced");
                    }
                    return read;
                }
            });
        }

        @Override
        public MediaType contentType() {
            return body.contentType();
        }

        @Override
        public long contentLength() {
            return body.contentLength();
        }

        @Override
        public BufferedSource source() {
            return source;
        }
    }
}
