"""What Schemathesis is told by code: every request comes from an address of its own, or the limits of one
address would answer most of them; and webhooks are signed as WooCommerce and Shopify sign them, or none
would get past the door."""

import base64
import hashlib
import hmac
import ipaddress
import itertools

import requests.auth
import schemathesis

NUMBERS = itertools.count(1)
FIRST = int(ipaddress.IPv6Address("2001:db8::"))

# The sites' secrets, and things that platforms tell about.
SIGNATURES = {
    "x-wc-webhook-signature": b"woo_webhook_fake",
    "x-shopify-hmac-sha256": b"shopify_webhook_fake",
}
TOPICS = {"x-wc-webhook-resource": "product", "x-shopify-topic": "products/update"}


@schemathesis.hook
def before_call(context, case, kwargs):
    # Limits count networks of 64 bits.
    case.headers["cf-connecting-ip"] = str(ipaddress.IPv6Address(FIRST + (next(NUMBERS) << 64)))
    if context.operation.definition.raw.get("operationId") == "hook":
        kwargs["auth"] = Signed()


class Signed(requests.auth.AuthBase):
    """Signs the bytes that are sent."""

    def __call__(self, request):
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        for header, secret in SIGNATURES.items():
            digest = hmac.new(secret, body, hashlib.sha256).digest()
            request.headers[header] = base64.b64encode(digest).decode()
        request.headers.update(TOPICS)
        return request
