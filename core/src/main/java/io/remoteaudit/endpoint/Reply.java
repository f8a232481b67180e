package io.remoteaudit.endpoint;

/** What an operation has to say, before it becomes an answer of HTTP. */
sealed interface Reply permits Document, Download, Live {}
