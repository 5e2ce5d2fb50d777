package io.callarchive.local.host;

/** The functions of the tiny apps, as Java source. */
final class TinyFunctions {
    static final String TIMER = """
            {"type": "timerTrigger", "direction": "in", "name": "timer", "schedule": "%TICK_SCHEDULE%"}""";

    static final String EVERY_SECOND = TIMER.replace("%TICK_SCHEDULE%", "* * * * * *");

    static final String TWICE_AGAIN = """
            , "retry": {"strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:02"}""";

    static final String QUEUE = """
            {"type": "queueTrigger", "direction": "in", "name": "message", "queueName": "%WORK_QUEUE%",
             "connection": "AzureWebJobsStorage"}""";

    static final String HTTP = """
            {"type": "httpTrigger", "direction": "in", "name": "request", "route": "things/{thing}/echo",
             "methods": ["POST"], "authLevel": "FUNCTION"},
            {"type": "http", "direction": "out", "name": "$return"}""";

    static final String OPEN_HTTP = """
            {"type": "httpTrigger", "direction": "in", "name": "request", "methods": ["GET"],
             "authLevel": "ANONYMOUS"}""";

    static final String TICK = """
            public void run(@TimerTrigger(name = "timer", schedule = "%TICK_SCHEDULE%") String timer,
                    ExecutionContext context) {
                context.getLogger().info("ticked with " + timer);
                context.getLogger().fine("not for the log");
            }""";

    static final String STUBBORN = """
            private static int tries;
            public void run(@TimerTrigger(name = "timer", schedule = "* * * * * *") String timer,
                    ExecutionContext context) {
                context.getLogger().info("try " + ++tries + " of " + timer);
                throw new IllegalStateException("no");
            }""";

    static final String WORK = """
            public void run(@QueueTrigger(name = "message", queueName = "%WORK_QUEUE%") String message,
                    ExecutionContext context) throws InterruptedException {
                context.getLogger().info("got " + message);
                if (message.startsWith("slow")) {
                    new java.util.concurrent.CountDownLatch(1).await(5, java.util.concurrent.TimeUnit.SECONDS);
                }
                if (message.startsWith("fail")) {
                    throw new IllegalStateException("cannot do " + message);
                }
            }""";

    static final String ECHO = """
            public HttpResponseMessage run(
                    @HttpTrigger(name = "request", methods = {HttpMethod.POST}, authLevel = AuthorizationLevel.FUNCTION)
                    HttpRequestMessage<Optional<String>> request,
                    @BindingName("thing") String thing) {
                if (request.getBody().isEmpty()) {
                    throw new IllegalStateException("no body");
                }
                return request.createResponseBuilder(HttpStatus.CREATED)
                        .header("X-Kind", request.getHeaders().get("x-kind"))
                        .body(request.getHttpMethod() + " " + thing + " " + request.getQueryParameters()
                                + " " + request.getBody().get())
                        .build();
            }""";

    static final String SETTING = """
            public String run(@HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request) {
                String name = request.getQueryParameters().get("name");
                return name == null ? String.join(",", System.getenv().keySet()) : System.getenv(name);
            }""";

    private TinyFunctions() {}
}
