/// libmicrohttpd, and what Swift cannot call of it: a function whose arguments depend on options,
/// and the system's `epoll`, whose events are a packed union.

#pragma once

#include <microhttpd.h>
#include <stdarg.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

/// Messages of libmicrohttpd are about single clients: the clients are told, nobody else.
static void gs_mhd_discard(void *context, const char *format, va_list arguments) {
  (void)context, (void)format, (void)arguments;
}

/// Leaves a path as it was sent, so that an escaped slash can be told from a plain one.
static size_t gs_mhd_keep_escapes(
    void *context, struct MHD_Connection *connection, char *text) {
  (void)context, (void)connection;
  return strlen(text);
}

/// Starts a server that is driven by its caller; NULL without memory or descriptors.
static inline struct MHD_Daemon *gs_mhd_start(
    int listener, unsigned int connections, size_t connection_memory, unsigned int idle_seconds,
    MHD_AccessHandlerCallback handle, MHD_RequestCompletedCallback completed,
    MHD_NotifyConnectionCallback connection_changed, void *context) {
  return MHD_start_daemon(
      MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, context,
      MHD_OPTION_EXTERNAL_LOGGER, gs_mhd_discard, NULL, MHD_OPTION_LISTEN_SOCKET, listener,
      MHD_OPTION_CONNECTION_LIMIT, connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
      connection_memory, MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
      MHD_OPTION_UNESCAPE_CALLBACK, gs_mhd_keep_escapes, NULL, MHD_OPTION_NOTIFY_COMPLETED,
      completed, context, MHD_OPTION_NOTIFY_CONNECTION, connection_changed, context,
      MHD_OPTION_END);
}

/// The descriptor that becomes readable when the server has something to do.
static inline int gs_mhd_descriptor(struct MHD_Daemon *daemon) {
  return MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD)->listen_fd;
}

/// The longest time until the server has to be run, in milliseconds; -1 if that depends on its
/// descriptor alone.
static inline int gs_mhd_timeout(struct MHD_Daemon *daemon) {
  MHD_UNSIGNED_LONG_LONG milliseconds = 0;
  if (MHD_get_timeout(daemon, &milliseconds) != MHD_YES) return -1;
  return milliseconds > 1000000 ? 1000000 : (int)milliseconds;
}

// Whether Swift sees the members of enumerations as such depends on the version of the library.
static const enum MHD_Result gs_mhd_yes = MHD_YES;
static const enum MHD_Result gs_mhd_no = MHD_NO;

static inline int gs_mhd_is_begin(enum MHD_ConnectionNotificationCode change) {
  return change == MHD_CONNECTION_NOTIFY_STARTED;
}

/// The value of a request's header; NULL if it has none.
static inline const char *gs_mhd_header(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/// The socket of a connection.
static inline int gs_mhd_socket(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

/// The context that was set when the connection began.
static inline void *gs_mhd_connection_context(struct MHD_Connection *connection) {
  return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/// Makes an answer of a copy of some bytes.
static inline struct MHD_Response *gs_mhd_answer(const void *bytes, size_t count) {
  return MHD_create_response_from_buffer(count, (void *)bytes, MHD_RESPMEM_MUST_COPY);
}

/// Makes an answer whose bytes, and their number, are asked for piece by piece.
static inline struct MHD_Response *gs_mhd_stream(
    MHD_ContentReaderCallback reader, void *context, MHD_ContentReaderFreeCallback release) {
  return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1 << 15, reader, context, release);
}

static const ssize_t gs_mhd_end = MHD_CONTENT_READER_END_OF_STREAM;
static const ssize_t gs_mhd_abort = MHD_CONTENT_READER_END_WITH_ERROR;

/// Watches a descriptor for input.
static inline int gs_epoll_watch_input(int epoll, int descriptor, unsigned long long tag) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = tag};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/// Watches a descriptor for the end of its other side, which is told once.
static inline int gs_epoll_watch_end(int epoll, int descriptor, unsigned long long tag) {
  struct epoll_event event = {.events = EPOLLRDHUP | EPOLLET, .data.u64 = tag};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

/// Waits for events of watched descriptors and writes their tags; returns their number.
static inline int gs_epoll_wait(
    int epoll, unsigned long long *tags, int count, int milliseconds) {
  struct epoll_event events[64];
  int found = epoll_wait(epoll, events, count < 64 ? count : 64, milliseconds);
  for (int index = 0; index < found; index++) tags[index] = events[index].data.u64;
  return found;
}

/// Makes a timer on the clock that all programs of the machine share.
static inline int gs_timer(void) {
  return timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
}

/// Lets a timer go off at an instant of its clock, in nanoseconds; 0 for never.
static inline int gs_timer_set(int timer, long long nanoseconds) {
  struct itimerspec setting = {
      .it_value = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000}};
  return timerfd_settime(timer, TFD_TIMER_ABSTIME, &setting, NULL);
}

static inline int gs_event(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
static inline void gs_event_set(int event) { eventfd_write(event, 1); }
static inline void gs_event_clear(int event) {
  eventfd_t value;
  eventfd_read(event, &value);
}
