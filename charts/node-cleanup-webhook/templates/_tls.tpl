{{/* Placeholder until the certificates have their own file contents: a Secret at /certs. */}}
{{- define "ncw.tls.secretName" -}}{{ .Values.tls.secretName | default (printf "%s-tls" (include "ncw.fullname" .)) }}{{- end -}}
{{- define "ncw.tls.args" -}}- --cert-dir=/certs{{- end -}}
{{- define "ncw.tls.volumes" }}
- name: certs
  secret:
    secretName: {{ include "ncw.tls.secretName" . }}
{{- end -}}
{{- define "ncw.tls.mounts" }}
- name: certs
  mountPath: /certs
  readOnly: true
{{- end -}}
{{- define "ncw.tls.webhookAnnotations" -}}{{- end -}}
{{- define "ncw.tls.caBundle" -}}{{- end -}}
