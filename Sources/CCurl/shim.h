/// libcurl, and what Swift cannot call of it: functions whose arguments depend on an option.

#pragma once

// The checks are for callers that name the option themselves.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <sys/prctl.h>

static inline CURLcode gs_curl_set_number(CURL *handle, CURLoption option, long number) {
  return curl_easy_setopt(handle, option, number);
}

/// libcurl keeps a copy of the text.
static inline CURLcode gs_curl_set_text(CURL *handle, CURLoption option, const char *text) {
  return curl_easy_setopt(handle, option, text);
}

static inline CURLcode gs_curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
  return curl_easy_setopt(handle, option, pointer);
}

/// For writing, reading and headers alike: their functions have the same shape.
static inline CURLcode gs_curl_set_function(
    CURL *handle, CURLoption option, curl_write_callback function) {
  return curl_easy_setopt(handle, option, function);
}

static inline CURLcode gs_curl_set_seek(CURL *handle, curl_seek_callback function) {
  return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

/// What newer versions of libcurl can do, or do in another way: to speak HTTP alone, and not to wait
/// for the look-up of a host that nobody asks for any more.
static inline void gs_curl_restrict(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
#endif
}

/// A number that libcurl knows of a request; 0 if it knows none.
static inline long gs_curl_number(CURL *handle, CURLINFO info) {
  long number = 0;
  return curl_easy_getinfo(handle, info, &number) == CURLE_OK ? number : 0;
}

/// Names the calling thread, for tools that list threads.
static inline void gs_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
