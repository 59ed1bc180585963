/* The traits of a record: flags that vendors name and write in several ways. */

#ifndef LN_RECORD_TRAIT_H
#define LN_RECORD_TRAIT_H

#include "geo/database/ln_record_part.h"


/* The fields of a map of traits. */
extern const ln_record_field_t  ln_record_trait_fields[];

/* The same fields, for a record that has them at its top. */
#define LN_RECORD_TRAITS                                                      \
    { "is_anonymous", ln_record_trait, LN_TRAIT_ANONYMOUS },                  \
    { "is_anonymous_vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN }, \
    { "is_anonymous_proxy", ln_record_trait,                                  \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_public_proxy", ln_record_trait,                                     \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_residential_proxy", ln_record_trait,                                \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_tor_exit_node", ln_record_trait,                                    \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },                                      \
    { "is_hosting_provider", ln_record_trait, LN_TRAIT_HOSTING },             \
    { "anonymizer_confidence", ln_record_score, 0 },                          \
                                                                              \
    { "is_vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN },           \
    { "is_proxy", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },       \
    { "is_relay", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },       \
    { "is_icloud_relay", ln_record_trait,                                     \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },                                    \
    { "is_tor", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },           \
    { "is_hosting", ln_record_trait, LN_TRAIT_HOSTING },                      \
                                                                              \
    { "vpn", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_VPN },              \
    { "proxy", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },          \
    { "relay", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY },          \
    { "tor", ln_record_trait, LN_TRAIT_ANONYMOUS|LN_TRAIT_TOR },              \
    { "hosting", ln_record_trait, LN_TRAIT_HOSTING },                         \
    { "percent_days_seen", ln_record_residential,                             \
      LN_TRAIT_ANONYMOUS|LN_TRAIT_PROXY }


/* Handlers: param are the traits that a true value stands for. */
void ln_record_trait(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param);

/* .. a confidence: the record is one of an anonymizer. */
void ln_record_score(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param);

/* .. a number that the records of IPinfo's residential proxies have. */
void ln_record_residential(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param);

/* .. and an autonomous system's number, 12389 or "AS12389". */
void ln_record_asn(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param);

/* The record can say these traits, and has them where on is not 0. */
void ln_record_trait_is(ln_record_reader_t *r, unsigned traits, unsigned on);


#endif
